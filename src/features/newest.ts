/**
 * Reads that may overtake each other: what is read is handed on only while nothing was asked for after it. A read that is no longer
 * wanted comes to an end without a word, also when it fails.
 */
export function createNewest(): <T>(read: () => Promise<T>, adopt: (read: T) => void) => Promise<void> {
  let asked = 0;
  return async (read, adopt) => {
    asked += 1;
    const mine = asked;
    try {
      const found = await read();
      if (mine === asked) {
        adopt(found);
      }
    } catch (error) {
      if (mine === asked) {
        throw error;
      }
    }
  };
}
