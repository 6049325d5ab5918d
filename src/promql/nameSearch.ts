/** Finds the names that hold a text, in any case of letters: at most `limit`, sorted as they were given, and whether these are all. */
export type NameSearch = (text: string, limit: number) => { names: readonly string[]; isAll: boolean };

/** A stretch of the names in small letters in one text, and where in it each of them begins. */
interface Block {
  text: string;
  starts: Uint32Array;
  /** Which of all names is its first. */
  first: number;
}

const separator = '\n';
const mostBlocks = 128;
const leastNames = 256;
const wordsOfBlocks = mostBlocks / 32;
const hashes = 1 << 14;

/**
 * Joins the names to blocks of text and notes which three letters in a row each block holds: a search looks only into blocks that may hold
 * what it looks for. Sorted names put what is alike into the same block.
 */
export function createNameSearch(names: readonly string[]): NameSearch {
  const size = Math.max(leastNames, Math.ceil(names.length / mostBlocks));
  const holds = new Uint32Array(hashes * wordsOfBlocks);
  const blocks: Block[] = [];
  for (let first = 0; first < names.length; first += size) {
    const block = join(names.slice(first, first + size), first);
    note(block.text, blocks.length, holds);
    blocks.push(block);
  }
  return (text, limit) => {
    const small = text.toLowerCase();
    const found: string[] = [];
    const may = blocksWith(small, holds);
    for (const [at, block] of blocks.entries()) {
      if (
        ((may[at >> 5] ?? 0) & (1 << (at & 31))) !== 0 &&
        !searchIn(block, small, { names, found, limit })
      ) {
        return { names: found, isAll: false };
      }
    }
    return { names: found, isAll: true };
  };
}

function join(names: readonly string[], first: number): Block {
  const starts = new Uint32Array(names.length + 1);
  const small = names.map((name) => name.toLowerCase());
  let at = separator.length;
  small.forEach((name, index) => {
    starts[index] = at;
    at += name.length + separator.length;
  });
  starts[names.length] = at;
  return { text: `${separator}${small.join(separator)}${separator}`, starts, first };
}

function hashAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & (hashes - 1);
}

function note(text: string, block: number, holds: Uint32Array): void {
  const bit = 1 << (block & 31);
  for (let at = 0; at + 2 < text.length; at += 1) {
    const word = hashAt(text, at) * wordsOfBlocks + (block >> 5);
    holds[word] = (holds[word] ?? 0) | bit;
  }
}

/** A bit for each block that holds every three letters of the text. */
function blocksWith(text: string, holds: Uint32Array): Uint32Array {
  const may = new Uint32Array(wordsOfBlocks).fill(0xffffffff);
  for (let at = 0; at + 2 < text.length; at += 1) {
    const from = hashAt(text, at) * wordsOfBlocks;
    may.forEach((bits, word) => {
      may[word] = bits & (holds[from + word] ?? 0);
    });
  }
  return may;
}

/** Whether there was room for all that the block holds. */
function searchIn(
  { text: all, starts, first }: Block,
  text: string,
  { names, found, limit }: { names: readonly string[]; found: string[]; limit: number },
): boolean {
  for (let at = all.indexOf(text); at >= 0;) {
    const index = indexAt(starts, at);
    const name = names[first + index];
    if (name === undefined || index === starts.length - 1) {
      break;
    }
    if (found.length === limit) {
      return false;
    }
    found.push(name);
    // On to the next name: one that holds it twice counts once.
    at = all.indexOf(text, starts[index + 1]);
  }
  return true;
}

/** Which name a place of the text belongs to: the last one that begins there or before it. */
function indexAt(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
