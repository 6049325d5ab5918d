/** A chart that shows where the crosshair of another one is. */
export interface Follower {
  follow(time: number | undefined): void;
}

/** The charts on the page that have a time axis. */
export interface Company {
  /** Until the returned function is called. */
  join(follower: Follower): () => void;
  /** Tells all others. */
  point(from: Follower, time: number | undefined): void;
}

export function createCompany(): Company {
  const followers = new Set<Follower>();
  return {
    join: (follower) => {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    point: (from, time) => {
      for (const follower of followers) {
        if (follower !== from) {
          follower.follow(time);
        }
      }
    },
  };
}
