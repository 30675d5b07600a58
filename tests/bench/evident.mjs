// Evident for the runner of the peers' bench (../../../shared/bench/run; tests/bench/peers starts it): its tables are
// loaded by mapping.json, its twelve questions asked of one `evident session`, and the rows given back in the
// bench's own numbers and words. Times are the engine's, from the start of the work until its rows stand as text.
import fs from 'node:fs';
import path from 'node:path';
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const EVIDENT = process.env.EVIDENT || path.resolve(HERE, '../../build/release/evident');
const mapping = path.join(HERE, 'mapping.json');
const base = db => path.join(db, 'evidence.evd');
const question = name => fs.readFileSync(path.join(HERE, 'questions', name + '.ask'), 'utf8');
const running = new Set();

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(EVIDENT, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child.pid);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', bytes => { said += bytes; });
    child.on('error', reject);
    child.on('close', code => {
      running.delete(child.pid);
      if (code === 0) resolve(said); else reject(new Error(`evident ${args[0]} ended with ${code}: ${said}`));
    });
  });
}

async function load(data, db) {
  fs.mkdirSync(db, { recursive: true });
  await run(['load', '-b', base(db), data, '--mapping', mapping]);
  if (!fs.existsSync(base(db) + '.graph')) throw new Error('the mapped file was not built');
}

// One request a line, one answer a line, in the same order.
class Session {
  constructor(db) {
    this.child = spawn(EVIDENT, ['session', '-b', base(db)], { stdio: ['pipe', 'pipe', 'inherit'] });
    running.add(this.child.pid);
    this.waiting = [];
    this.parts = [];
    this.child.stdout.setEncoding('utf8');
    this.child.stdout.on('data', text => this.take(text));
    this.child.on('close', () => {
      running.delete(this.child.pid);
      for (const { reject } of this.waiting) reject(new Error('the session has ended'));
    });
  }
  take(text) {
    for (let end; (end = text.indexOf('\n')) >= 0; text = text.slice(end + 1)) {
      this.parts.push(text.slice(0, end));
      const line = this.parts.join('');
      this.parts = [];
      const { resolve, reject } = this.waiting.shift();
      const answer = JSON.parse(line);
      if (answer.error) reject(new Error(`${answer.error.code} ${answer.error.message}`)); else resolve(answer);
    }
    if (text) this.parts.push(text);
  }
  send(request) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(JSON.stringify(request) + '\n');
    });
  }
}

// Our words to the bench's: mapping.json read backwards, and what people call a value to its id there.
const theirs = new Map(Object.entries({
  'randomised': 'rct', 'quasi-experimental': 'quasi_experimental', 'cross-sectional': 'cross_sectional', 'interview': 'qualitative',
  'single case': 'case_study', 'literature review': 'review', 'neutral': 'null', 'economic evaluation': 'economic_evaluation',
}));
const isId = /^[a-z_]+:(\d+)$/;
function value(v) {
  if (Array.isArray(v)) return v.map(value);
  if (typeof v !== 'string') return v;
  const id = isId.exec(v);
  return id ? Number(id[1]) : theirs.get(v) ?? v;
}
const list = v => v === null || v === undefined ? [] : Array.isArray(v) ? v : [v];
const shapes = {
  Q6: row => [2 * row[0]],  // claims between two things: two steps over them
  Q10: row => [...row.slice(0, 5), list(row[5]), [...list(row[6]), ...list(row[7]), ...list(row[8])]],
};

async function open(db, params) {
  const session = new Session(db), h = {};
  const parameters = {
    Q4: { measure: 'measure:' + params.q4_concept },
    Q6: { from: 'measure:' + params.q6_a, to: 'measure:' + params.q6_b },
    Q7: { least: params.q7_k },
    Q8: { source: 'source:' + params.q8_source },
    Q10: { claim: 'claim:' + params.q10_ids[0] },
  };
  const prepared = new Map();
  const ask = async (name, text, set) => {
    if (!prepared.has(name)) prepared.set(name, (await session.send({ prepare: text, set: parameters[name] })).prepared);
    const answer = await session.send({ run: prepared.get(name), ...(set ? { set } : {}), rows: 'all' });
    const rows = answer.rows.map(row => row.map(value)).map(shapes[name] ?? (row => row));
    rows.ms = answer.ms;
    return rows;
  };
  for (let q = 1; q <= 12; q++) {
    const name = 'Q' + q;
    if (fs.existsSync(path.join(HERE, 'questions', name + '.ask')))
      h[name] = id => ask(name, question(name), id === undefined ? undefined : { claim: 'claim:' + id });
  }
  // What is compared of a search is what it finds, not the order.
  h.Q9check = async () => {
    const all = await ask('Q9check', question('Q9').replace(/\|[^]*$/, '| show id'));
    return [[all.length, all.reduce((sum, row) => sum + row[0], 0)]];
  };
  h.version = () => spawnSync(EVIDENT, ['--version'], { encoding: 'utf8' }).stdout.trim();
  return h;
}

async function stop() {
  for (const pid of running) process.kill(pid);
}

export default { load, open, stop, pids: () => [...running] };
