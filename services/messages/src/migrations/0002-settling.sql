-- Each settling looks into this index many times; a list of what is not sorted in yet would be read through each time.
alter index messages.message_open set (fastupdate = off);
