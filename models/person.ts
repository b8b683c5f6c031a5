/** Somebody who may hold posts. Name and contact of an official, nothing more. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}
