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
  /** Gives leadership up, so that another process takes it at once. */
  close(): Promise<void>;
}
