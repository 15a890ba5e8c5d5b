/** What the starting process tells the engine's process, through its environment. */
export interface EngineTask {
  dataDir: string;
  memoryBytes: number;
  graceMs: number;
}

const variable = 'MILEPOST_ENGINE_TASK';

/** Returns the environment variables of a task. */
export function taskEnvironment(task: EngineTask): Record<string, string> {
  return { [variable]: JSON.stringify(task) };
}

/** Reads the task back. @throws when the process was not started by `attachEngine` */
export function readTask(env: Readonly<Record<string, string | undefined>>): EngineTask {
  const value: unknown = JSON.parse(env[variable] ?? 'null');
  if (typeof value === 'object' && value !== null) {
    const { dataDir, memoryBytes, graceMs }: Record<string, unknown> = { ...value };
    if (typeof dataDir === 'string' && typeof memoryBytes === 'number' && typeof graceMs === 'number') {
      return { dataDir, memoryBytes, graceMs };
    }
  }
  throw new Error(`${variable} is missing: the engine is started by attachEngine()`);
}
