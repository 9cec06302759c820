interface Task {
  at: number;
  order: number;
  run: () => void;
  cancelled: boolean;
}

/** Virtual time: what is due runs in order of its moment, and of its making within one moment. */
export class Timeline {
  /** ms since the beginning of the run; the true time */
  now = 0;
  #order = 0;
  readonly #heap: Task[] = [];

  /** Runs `run` in `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void {
    const task: Task = {
      at: this.now + Math.max(0, Math.round(ms)),
      order: this.#order++,
      run,
      cancelled: false,
    };
    this.#push(task);
    return () => {
      task.cancelled = true;
    };
  }

  async runUntil(end: number): Promise<void> {
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      if (next.cancelled) continue;
      this.now = next.at;
      next.run();
      // everything that this set going by promises, and nothing else, happens before the next task
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.now = end;
  }

  #push(task: Task): void {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(task);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, task)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = task;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let i = 0;
    for (;;) {
      const left = heap[2 * i + 1];
      const right = heap[2 * i + 2];
      const least = left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (least === undefined || isBefore(last, least)) break;
      heap[i] = least;
      i = least === left ? 2 * i + 1 : 2 * i + 2;
    }
    heap[i] = last;
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
