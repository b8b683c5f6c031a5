import type { Publication, Version, Versions } from '../../models/versions.js';

/** Versions in memory; the first is there. */
export function createMemoryVersions<C extends object>(content: C): Versions<C> {
  const first: Version<C> = { ...content, version: 1, publishedAt: 0 };
  const versions = [first];
  const known = new Map<string, Publication<C> & { readonly made: Version<C> }>();
  return {
    newest: async () => versions.at(-1) ?? first,
    version: async (version) => versions[version - 1],
    async publish(publication) {
      const former = known.get(publication.commandId);
      if (former !== undefined) return former.commandHash === publication.commandHash ? former.made : 'reused';
      if (publication.base !== versions.length) return 'stale';
      const made = { ...publication.content, version: versions.length + 1, publishedAt: publication.receivedAt };
      versions.push(made);
      known.set(publication.commandId, { ...publication, made });
      return made;
    },
  };
}
