import { openPostHouse, type PostHouse } from './post-house.js';

/** A province, its city and another province; administrators and directors who log in. */
export async function openProvince(): Promise<PostHouse> {
  const house = await openPostHouse();
  await house.found('00', 'centre', []);
  await house.found('53', 'province', ['00']);
  await house.found('5301', 'city', ['00', '53']);
  await house.found('44', 'province', ['00']);
  await house.seat('security', '00', 'security-administrator');
  await house.seat('system', '00', 'system-administrator');
  await house.seat('centre', '00', 'office-director');
  await house.seat('director', '53', 'office-director');
  await house.seat('liaison', '53', 'liaison');
  await house.seat('guangdong', '44', 'liaison');
  await house.enrol('newcomer');
  return house;
}
