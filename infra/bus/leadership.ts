/** Which one of several processes acts. Ask each time: it changes while work is under way. */
export interface Leadership {
  isLeading(): boolean;
  /**
   * The number of this leader, higher than that of every leader before; undefined where a lock makes sure that
   * there is one only.
   *
   * @throws {MilepostError} `leadership_lost` while this process does not lead
   */
  epoch(): number | undefined;
  /** Aborts when this process leads no more, so that work under way ends; is aborted while it does not lead. */
  term(): AbortSignal;
  /** Gives leadership up, so that another process takes it at once. */
  close(): Promise<void>;
}
