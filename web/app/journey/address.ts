/** One value from the address; null when it is missing or empty. */
export function addressValue(request: Request, name: string): string | null {
  const value = new URL(request.url).searchParams.get(name);
  return value === '' ? null : value;
}
