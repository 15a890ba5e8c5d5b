/** Commands that serve until a signal ends them. */
export const services: ReadonlySet<string> = new Set(['start', 'collector', 'loader', 'scheduler', 'api']);

/** A service tells what it does; a command's answer is what it prints, unless somebody asks for more. */
export function logLevelOf(configured: string, isService: boolean): string {
  return isService || configured !== 'info' ? configured : 'warn';
}
