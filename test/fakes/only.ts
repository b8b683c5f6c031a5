/**
 * Ports of which a test gives only these: `only<BusinessDeps>({ records, lists: only({ duties }) })`. What it does not give may be handed
 * on, as the wiring of routes does, and says its name once it is used. Spread into another object it is no more than what was given.
 */
export function only<T extends object>(given: Partial<NoInfer<T>>): T {
  const ports: T = Object.assign(JSON.parse('{}'), given);
  return new Proxy(ports, { get: (_, name) => (name in ports ? Reflect.get(ports, name) : missing(String(name))) });
}

/** Stands for a port and all that is in it; any call throws. */
const missing = (path: string): unknown =>
  new Proxy(() => undefined, {
    get: (_, name) => missing(`${path}.${String(name)}`),
    apply: () => {
      throw new Error(`the test gives no ${path}`);
    },
  });
