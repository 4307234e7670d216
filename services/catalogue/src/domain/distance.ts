export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

const RADIUS_MILES = 3958.8;

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** Miles between two points on the ground (haversine), as `catalogue.miles_between`. */
export function milesBetween(one: Place, other: Place): number {
  const north = Math.sin(radians(other.latitude - one.latitude) / 2);
  const east = Math.sin(radians(other.longitude - one.longitude) / 2);
  const squared = north * north + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * east * east;
  return 2 * RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(squared)));
}
