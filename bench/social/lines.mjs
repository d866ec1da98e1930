// What the engines that run in Node share: a JSON request a line in, a JSON answer a line out.
import fs from 'node:fs';
import readline from 'node:readline';


// A value as the other engines write it too.
export function plain(value) {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object') {
    if (typeof value.days === 'number') return new Date(value.days * 86400000).toISOString().slice(0, 10);
    if (Array.isArray(value.items)) return value.items.map(plain);
  }
  return value;
}

// engine: load(request), prepare(query) → statement, ask(statement, parameters) → rows,
//         and session() → {prepare, ask} on a connection of its own.
export function serve(engine) {
  // Answers a second; `sessions` run side by side, each with its query.
  async function loop(queries, parameters, seconds) {
    const end = performance.now() + seconds * 1000;
    const begin = performance.now();
    const counts = await Promise.all(queries.map(async (query, which) => {
      const session = await engine.session();
      const statement = await session.prepare(query);
      let count = 0;
      for (; performance.now() < end; ++count) {
        await session.ask(statement, parameters[(which * 17 + count) % parameters.length]);
      }
      return count;
    }));
    const elapsed = (performance.now() - begin) / 1000;
    return counts.map((count) => count / elapsed);
  }
  const operations = {
    async load(request) {
      const begin = performance.now();
      await engine.load(request);
      return { seconds: (performance.now() - begin) / 1000 };
    },
    async run(request) {
      const statement = await engine.prepare(request.query);
      const ms = [], rows = [];
      for (const parameters of request.parameters) {
        const begin = performance.now();
        const answer = await engine.ask(statement, parameters);
        ms.push(performance.now() - begin);
        rows.push(answer.map((row) => row.map(plain)));
      }
      return { ms, rows };
    },
    async throughput(request) {
      const rates = await loop(Array(request.threads).fill(request.query), request.parameters, request.seconds);
      return { per_second: rates.reduce((a, b) => a + b, 0) };
    },
    async mixed(request) {
      const rates = await loop([request.query, request.write], request.parameters, request.seconds);
      return { per_second: rates[0], writes_per_second: rates[1] };
    },
    // The peak of resident memory since the last such request; asking starts a new peak.
    async memory() {
      const line = fs.readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/);
      fs.writeFileSync('/proc/self/clear_refs', '5');
      return { peak_mib: Number(line[1]) / 1024 };
    },
  };
  const input = readline.createInterface({ input: process.stdin });
  let before = Promise.resolve();
  input.on('line', (line) => {
    before = before.then(async () => {
      const request = JSON.parse(line);
      try {
        console.log(JSON.stringify(await operations[request.op](request)));
      } catch (error) {
        console.log(JSON.stringify({ error: String(error.message).slice(0, 300) }));
      }
    });
  });
  input.on('close', () => before.then(() => process.exit(0)));
}
