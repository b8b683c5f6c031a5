import type { UnitNames } from '../../domain/unit-names.js';

/** A unit as views in memory name it. */
interface NamedUnit {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
}

/** What units are called, from views in memory; counts how often it is asked. */
export function createMemoryUnitNames(views: () => readonly NamedUnit[] = () => []): UnitNames & { asked: number } {
  return {
    asked: 0,
    async of(codes) {
      this.asked += 1;
      const units = views().filter(({ kind, id }) => kind === 'unit' && codes.includes(id));
      return new Map(units.map(({ id, title }) => [id, title]));
    },
  };
}

/** Units that are called so and nothing else, by code. */
export const unitsCalled = (names: Readonly<Record<string, string>>) =>
  createMemoryUnitNames(() => Object.entries(names).map(([id, title]) => ({ kind: 'unit', id, title })));
