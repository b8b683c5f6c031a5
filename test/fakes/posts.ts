import type { HeldPost, PostsOf } from '../../server/auth/ports.js';

/** Who holds what, to be changed at will; counts how often it is asked. */
export interface FakePosts extends PostsOf {
  asked: number;
  hold(personId: string, ...posts: HeldPost[]): void;
}

export function createFakePosts(): FakePosts {
  const held = new Map<string, HeldPost[]>();
  return {
    asked: 0,
    hold(personId, ...posts) {
      held.set(personId, posts);
    },
    async of(personId) {
      this.asked += 1;
      return held.get(personId) ?? [];
    },
  };
}
