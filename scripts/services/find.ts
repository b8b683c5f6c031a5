import { explain, Trouble, type Say, type Sentence } from './say.js';

/** Where a service comes from: an address somebody else runs, or a program we start ourselves. */
export type Found = { kind: 'address'; address: string } | { kind: 'program'; path: string };

/** The search order, for every part: what is at hand first, then the vendor, then what a registry mirror can give. */
export const searchOrder = ['configured', 'path', 'cache', 'vendor', 'registry'] as const;
export type Place = (typeof searchOrder)[number];

/** How a part is had from one place. */
export interface Route {
  name: Sentence;
  /** Said before trying, where it takes its time: what is done and how long it usually takes. */
  announcement?: Sentence;
  /** What keeps this route from being taken on this machine (a missing tool, another platform). Answered at once. */
  obstacle?: () => Promise<Sentence | undefined>;
  /** The thing, or why not. What it throws counts as the reason, too. */
  attempt: (say: Say) => Promise<Found | Sentence>;
}

export interface Part {
  name: string;
  routes: Partial<Record<Place, Route>>;
  /** What a person can do when no route leads anywhere. */
  choices: readonly Sentence[];
}

interface Refusal {
  route: Sentence;
  reason: Sentence;
}

interface Quest {
  part: Part;
  found?: Found;
  refusals: Refusal[];
  /** Asked once per route: to ask may start a program. */
  obstacles: Map<Route, Promise<Sentence | undefined>>;
}

/** From here on it takes time. Before, nobody needs to know of obstacles. */
const firstSlowPlace: Place = 'vendor';
const slowestPlace: Place = 'registry';

/**
 * Finds every part, place by place for all of them: what is at hand, then downloads, then registries.
 * So a tool that is missing for one part is named before minutes are spent on another.
 * @throws Trouble when a part cannot be had, with every route, its reason, and the choices
 */
export async function findParts<Name extends string>(parts: Readonly<Record<Name, Part>>, say: Say): Promise<Record<Name, Found>> {
  const names = Object.keys(parts).filter((key): key is Name => key in parts);
  const quests = new Map<Name, Quest>(names.map((name) => [name, { part: parts[name], refusals: [], obstacles: new Map() }]));

  for (const place of searchOrder) {
    const missing = [...quests.values()].filter((quest) => !quest.found);
    if (place === firstSlowPlace) {
      await warnOfObstacles(missing, say);
      await demandWayLeft(missing, place);
    }
    for (const quest of missing) {
      // A build may take minutes: not for one part while another has no way left.
      if (place === slowestPlace) await demandWayLeft(missing, place);
      const route = quest.part.routes[place];
      if (route) await tryRoute(quest, route, say);
    }
  }
  const lost = [...quests.values()].filter((quest) => !quest.found);
  if (lost.length > 0) throw nothingWorks(lost);

  const found: Partial<Record<Name, Found>> = {};
  for (const [name, quest] of quests) if (quest.found) found[name] = quest.found;
  if (!isComplete(found, names)) throw new Error('A part is neither found nor refused');
  return found;
}

function isComplete<Name extends string>(found: Partial<Record<Name, Found>>, names: readonly Name[]): found is Record<Name, Found> {
  return names.every((name) => found[name] !== undefined);
}

/** Finds a single part. */
export async function findPart(part: Part, say: Say): Promise<Found> {
  const { only } = await findParts({ only: part }, say);
  return only;
}

/** The program of a part, wherever a program can be had. @throws Trouble as `findParts`, and when an address is configured instead */
export async function findProgram(part: Part, say: Say): Promise<string> {
  const found = await findPart(part, say);
  if (found.kind === 'program') return found.path;
  throw new Trouble({
    zh: `${part.name} 配置的是地址 ${found.address}，无法由本机启动`,
    en: `${part.name} is configured as ${found.address} and not started here`,
  });
}

async function tryRoute(quest: Quest, route: Route, say: Say): Promise<void> {
  const refuse = (reason: Sentence) => {
    quest.refusals.push({ route: route.name, reason });
    if (route.announcement)
      say({ zh: `  ${quest.part.name}：此路不通：${reason.zh}`, en: `${quest.part.name}: not this way: ${reason.en}` });
  };
  const obstacle = await askObstacle(quest, route);
  if (obstacle) return refuse(obstacle);
  if (route.announcement) say(route.announcement);
  try {
    const outcome = await route.attempt(say);
    if ('kind' in outcome) quest.found = outcome;
    else refuse(outcome);
  } catch (error) {
    refuse(explain(error));
  }
}

function askObstacle({ obstacles }: Quest, route: Route): Promise<Sentence | undefined> {
  const known = obstacles.get(route) ?? route.obstacle?.() ?? Promise.resolve(undefined);
  obstacles.set(route, known);
  return known;
}

/** The obstacles of a part's routes from this place on that it has not tried yet; undefined where a route is open. */
async function findObstacles(quest: Quest, from: Place): Promise<(Refusal | undefined)[]> {
  const { part, refusals } = quest;
  const ahead = searchOrder.slice(searchOrder.indexOf(from)).flatMap((place) => part.routes[place] ?? []);
  const untried = ahead.filter((route) => !refusals.some((refusal) => refusal.route === route.name));
  return Promise.all(
    untried.map(async (route) => {
      const reason = await askObstacle(quest, route);
      return reason && { route: route.name, reason };
    }),
  );
}

async function warnOfObstacles(quests: readonly Quest[], say: Say): Promise<void> {
  for (const quest of quests) {
    for (const obstacle of await findObstacles(quest, firstSlowPlace)) {
      if (!obstacle) continue;
      const { route, reason } = obstacle;
      say({
        zh: `注意：${quest.part.name} 的「${route.zh}」不可用：${reason.zh}`,
        en: `note: for ${quest.part.name}, "${route.en}" is not open: ${reason.en}`,
      });
    }
  }
}

/** Stops before anything long begins when a part has nothing but obstacles ahead. */
async function demandWayLeft(quests: readonly Quest[], from: Place): Promise<void> {
  const stuck: Quest[] = [];
  for (const quest of quests.filter(({ found }) => !found)) {
    const ahead = await findObstacles(quest, from);
    const obstacles = ahead.filter((obstacle) => obstacle !== undefined);
    if (obstacles.length === ahead.length) stuck.push({ ...quest, refusals: [...quest.refusals, ...obstacles] });
  }
  if (stuck.length > 0) throw nothingWorks(stuck);
}

function nothingWorks(quests: readonly Quest[]): Trouble {
  const tell = (language: keyof Sentence, head: (name: string) => string, choices: string) =>
    quests
      .map(({ part, refusals }) =>
        [
          head(part.name),
          ...refusals.map(({ route, reason }) => `  - ${route[language]}: ${reason[language]}`),
          choices,
          ...part.choices.map((choice) => `  * ${choice[language]}`),
        ].join('\n'),
      )
      .join('\n');
  const zh = tell('zh', (name) => `无法取得 ${name}，已试过：`, '可以这样解决（任选其一）：');
  const en = tell('en', (name) => `${name} cannot be had; tried:`, 'What can be done (any one of these):');
  return new Trouble({ zh, en });
}

/** How a found part is told: the route's outcome in one line. */
export function tellFound(name: string, found: Found): Sentence {
  const where = found.kind === 'address' ? hidePassword(found.address) : found.path;
  return { zh: `${name}：使用 ${where}`, en: `${name}: using ${where}` };
}

/** An address without what is between the user's name and the @. */
export function hidePassword(address: string): string {
  return address.replace(/(\/\/[^:/@]*):[^@/]*@/, '$1:***@');
}
