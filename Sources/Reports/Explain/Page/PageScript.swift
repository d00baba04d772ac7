/// What the page does. It writes text only as text: nothing in the data can become markup.
enum PageScript {
  static let text = #"""
    'use strict';
    (() => {
    const walks = JSON.parse(document.getElementById('data').textContent);
    const $ = id => document.getElementById(id);
    const el = (tag, cls, text) => { const e = document.createElement(tag); if (cls) e.className = cls;
      if (text !== undefined) e.textContent = text; return e; };
    const ROW = 20, EVERY = 256, CIRCLED = '①②③④⑤⑥⑦⑧⑨';
    let walk, steps, rows, groups, rowOf, groupOf, current = 0, flow = null, hits = new Set(), hitList = [], shown = -1;
    let checkpoints;

    // A step's fields, by WalkRecord's order.
    const S = {slot:0, text:1, source:2, frame:3, flags:4, reads:5, writes:6, clobbers:7, stackRead:8, stackWrite:9,
      lines:10, rounds:11, changes:12};
    const T = n => n < 0 ? '' : walk.texts[n];
    const F = {taken:1, fall:2, gap:4, call:8, exit:16, copy:32, reset:64};

    function open(index) {
      walk = walks[index]; steps = walk.steps; rows = []; groups = []; rowOf = []; groupOf = [];
      checkpoints = [new Map()]; flow = null; hits = new Set(); hitList = [];
      let last = -2, frame = -1;
      steps.forEach((s, i) => {
        const gap = s[S.lines] > 0;
        if (gap) { rows.push({gap: s}); groups.push({gap: s}); last = -2; }
        if (s[S.source] !== last || s[S.frame] !== frame || !groups.length) {
          last = s[S.source]; frame = s[S.frame];
          if (last >= 0) rows.push({source: last, frame});
          groups.push({source: last, frame, first: i});
        }
        groups[groups.length - 1].last = i;
        groupOf[i] = groups.length - 1; rowOf[i] = rows.length; rows.push({step: i});
      });
      [...$('logs').children].forEach((b, i) => b.classList.toggle('on', i === index));
      drawFinding(); path.size(groups.length); code.size(rows.length);
      const primary = walk.story.length ? walk.story[walk.story.length - 1].step : -1;
      go(primary >= 0 ? primary : steps.length - 1);
      if ($('search').value) search();
    }

    // The finding and its story.
    function drawFinding() {
      const box = $('finding'); box.textContent = '';
      box.append(el('h1', '', walk.title));
      if (walk.place) box.append(el('div', 'faint', walk.place));
      const list = el('ol');
      walk.story.forEach((part, i) => {
        const item = el('li', i === walk.story.length - 1 ? 'last' : '');
        item.append(el('code', 'faint', part.place), el('code', '', part.text));
        item.append(quoted(el('span', 'label'), CIRCLED[i] + ' ' + part.label));
        if (part.step >= 0) item.onclick = () => go(part.step);
        list.append(item);
      });
      box.append(list);
      walk.notes.forEach(n => box.append(quoted(el('p', 'faint'), n)));
      if (walk.fix) { const p = el('p'); p.append(el('b', '', 'Fix: ')); box.append(quoted(p, walk.fix)); }
      if (walk.repair.length) { const pre = el('pre'); box.append(el('p', 'faint', 'for example:'));
        walk.repair.forEach(l => pre.append(el('span', l[0] === '+' ? 'add' : l[0] === '-' ? 'sub' : '', l + '\n')));
        box.append(pre); }
      const more = (title, body) => { const d = el('details'); d.append(el('summary', 'faint', title), body); box.append(d); };
      if (walk.why) more('why the verifier demands it', quoted(el('p'), walk.why));
      if (walk.messages.length) more('what the verifier said', el('pre', '', walk.messages.join('\n')));
    }

    // What stands in backticks is C.
    function quoted(into, text) {
      text.split('`').forEach((part, i, all) => into.append(i % 2 && i < all.length - 1 ? el('code', '', part) : (i % 2 ? '`' : '') + part));
      return into;
    }

    // Lists of which only the rows in sight are there.
    function list(id, draw) {
      const box = $(id), body = el('div'); body.style.position = 'relative'; box.append(body);
      let count = 0;
      const paint = () => {
        const first = Math.max(0, Math.floor(box.scrollTop / ROW) - 10);
        const last = Math.min(count, first + Math.ceil(box.clientHeight / ROW) + 20);
        body.textContent = '';
        for (let i = first; i < last; i++) { const row = draw(i); row.style.top = i * ROW + 'px'; body.append(row); }
      };
      box.addEventListener('scroll', paint); addEventListener('resize', paint);
      return {paint, size(n) { count = n; body.style.height = n * ROW + 'px'; box.scrollTop = 0; },
        show(i) { const top = i * ROW; if (top < box.scrollTop + 2 * ROW || top > box.scrollTop + box.clientHeight - 4 * ROW)
          box.scrollTop = Math.max(0, top - box.clientHeight / 2); paint(); }};
    }
    const gapWords = s => s[S.rounds] ? `⋯ ${s[S.rounds]} more rounds of this loop` : `⋯ ${s[S.lines]} lines left out`;
    const tags = (first, last) => walk.story.map((p, i) => p.step >= first && p.step <= last ? CIRCLED[i] : '').join('');
    const path = list('path', i => {
      const g = groups[i];
      if (g.gap) return el('div', 'row faint', '      ' + gapWords(g.gap));
      const source = g.source >= 0 ? walk.sources[g.source] : null;
      const row = el('div', 'row'); const inside = current >= g.first && current <= g.last;
      if (inside) row.classList.add('cur');
      row.append(el('span', 'n', source && source[2] ? source[2] : ''));
      const tag = tags(g.first, g.last); if (tag) row.append(el('span', 'tag', tag));
      row.append('  '.repeat(g.frame) + (source ? T(source[0]) : '(instructions without a source line)'));
      if (g.last === steps.length - 1) row.classList.add('fail');
      if (flow) for (let k = g.first; k <= g.last; k++) { if (flow.defs.has(k)) row.classList.add('def');
        else if (flow.uses.has(k)) row.classList.add('use'); }
      row.title = source ? (source[1] >= 0 ? T(source[1]) + ':' + source[2] + '\n' : '') + T(source[0]) : '';
      row.onclick = () => go(g.first); return row;
    });
    const code = list('code', i => {
      const r = rows[i];
      if (r.gap) return el('div', 'row faint', '      ' + gapWords(r.gap));
      if (r.source !== undefined) { const s = walk.sources[r.source];
        const row = el('div', 'row c', '  '.repeat(r.frame) + '; ' + T(s[0])); row.title = T(s[0]); return row; }
      const s = steps[r.step], row = el('div', 'row');
      if (r.step === current) row.classList.add('cur');
      if (hits.has(r.step)) row.classList.add('hit');
      if (flow && flow.defs.has(r.step)) row.classList.add('def');
      else if (flow && flow.uses.has(r.step)) row.classList.add('use');
      if (r.step === steps.length - 1) row.classList.add('fail');
      row.append(el('span', 'n', s[S.slot]));
      const tag = tags(r.step, r.step); if (tag) row.append(el('span', 'tag', tag));
      row.append('  '.repeat(s[S.frame]));
      T(s[S.text]).split(/\b([rw](?:10|\d))\b/).forEach((word, k) => {
        if (k % 2 === 0) return row.append(word);
        const number = +word.slice(1), part = el('span', 'reg', word);
        if (flow && flow.step === r.step && flow.name === 'r' + number) part.classList.add('on');
        part.onclick = event => { event.stopPropagation(); go(r.step); trace('r' + number, r.step); };
        row.append(part);
      });
      if (s[S.flags] & F.taken) row.append(el('span', 'faint', '   ↦ taken'));
      if (s[S.flags] & F.fall) row.append(el('span', 'faint', '   ↓ not taken'));
      row.onclick = () => go(r.step); return row;
    });

    // State: what the steps change, added up from the nearest checkpoint.
    function apply(state, s) {
      const frame = s[S.frame];
      for (const key of [...state.keys()]) if (key > frame) state.delete(key);
      let places = s[S.flags] & F.reset ? new Map() : new Map(state.get(frame) || []);
      for (let k = S.changes; k < s.length; k += 2) {
        if (s[k + 1] < 0) places.delete(T(s[k])); else places.set(T(s[k]), s[k + 1]); }
      state.set(frame, places);
    }
    function stateAfter(step) {
      let at = Math.min(Math.floor((step + 1) / EVERY), checkpoints.length - 1);
      let state = new Map(checkpoints[at]), i = at * EVERY;
      for (; i <= step; i++) {
        apply(state, steps[i]);
        if ((i + 1) % EVERY === 0 && (i + 1) / EVERY === checkpoints.length) checkpoints.push(new Map(state));
      }
      return state;
    }
    const order = name => name[0] === 'r' ? +name.slice(1) : 100 - +name.slice(2);
    function drawState() {
      const box = $('state'); box.textContent = ''; if (!steps.length) { $('where').textContent = 'The log has no path'; return; }
      const s = steps[current], frame = s[S.frame];
      const after = stateAfter(current).get(frame) || new Map();
      const before = (current > 0 && !(s[S.flags] & F.reset) && stateAfter(current - 1).get(frame)) || new Map();
      $('where').textContent = current === steps.length - 1 ? `State where it was refused, at instruction ${s[S.slot]}`
        : `State after instruction ${s[S.slot]}`;
      if (frame) $('where').textContent += `, call frame ${frame}`;
      const table = el('table', 'regs');
      const names = [...new Set([...after.keys(), ...before.keys()])].sort((a, b) => order(a) - order(b));
      for (const name of names) {
        const now = after.get(name), was = before.get(name), row = el('tr', now !== was ? 'new' : '');
        const cell = el('td'), key = el('span', 'reg', name); cell.append(key);
        if (flow && flow.name === name && flow.step === current) key.classList.add('on');
        key.onclick = () => trace(name, current, current < steps.length - 1);
        const value = el('td');
        if (now !== was && was !== undefined) value.append(el('span', 'old', T(was)), ' ');
        value.append(now === undefined ? el('span', 'gone', 'no value any more') : T(now));
        row.append(cell, value); table.append(row);
      }
      box.append(table);
      if (flow) box.append(el('p', 'faint', `${flow.name}: ${flow.defs.size} steps made its value, ${flow.uses.size} use it (Esc clears)`));
      else box.append(el('p', 'faint', 'Click a register or a slot to see where its value came from and where it goes.'));
    }

    // Data-flow: backwards through what made the value, forwards to what uses it.
    function trace(name, step, isAfter) {
      const defs = new Set(), uses = new Set(), seen = new Set(), open = [];
      const want = (place, frame, before) => { const key = place + '/' + frame + '/' + before;
        if (!seen.has(key) && seen.size < 20000) { seen.add(key); open.push([place, frame, before]); } };
      const frame = steps[step][S.frame];
      const home = name[0] === 'r' ? name : frame + ':' + name.slice(2);
      want(home, frame, isAfter ? step + 1 : step);
      while (open.length) {
        const [place, f, before] = open.pop(), isStack = place[0] !== 'r';
        const number = isStack ? -1 : +place.slice(1), bit = isStack ? 0 : 1 << number;
        for (let i = before - 1; i >= 0; i--) {
          const s = steps[i];
          if (s[S.lines] > 0 && s[S.rounds] === 0 && i < before - 1 && (steps[i + 1][S.flags] & F.gap)) break;
          if (isStack) {
            if (T(s[S.stackWrite]) === place) { defs.add(i); sources(s, i, want); break; }
            continue;
          }
          if (s[S.frame] > f) { if (number === 0 && s[S.frame] === f + 1 && s[S.flags] & F.exit) { want('r0', f + 1, i); break; } continue; }
          if (s[S.frame] < f) { if (number >= 1 && number <= 5) { defs.add(i); want(place, s[S.frame], i); } break; }
          if (s[S.writes] & bit) { defs.add(i); if (!(s[S.flags] & F.call)) sources(s, i, want); break; }
          if (s[S.clobbers] & bit) { defs.add(i); break; }
        }
      }
      const isStack = home[0] !== 'r', bit = isStack ? 0 : 1 << +name.slice(1);
      for (let i = isAfter ? step + 1 : step; i < steps.length; i++) {
        const s = steps[i];
        if (isStack) { if (T(s[S.stackRead]) === home) uses.add(i); if (T(s[S.stackWrite]) === home && i > step) break; continue; }
        if (s[S.frame] < frame) break;
        if (s[S.frame] > frame) continue;
        if (s[S.reads] & bit) uses.add(i);
        if ((s[S.writes] | s[S.clobbers]) & bit) break;
      }
      flow = {name, step, defs, uses}; paint();
    }
    function sources(s, i, want) {
      if (s[S.stackRead] >= 0) return want(T(s[S.stackRead]), s[S.frame], i);
      for (let r = 0; r < 10; r++) if (s[S.reads] & 1 << r) want('r' + r, s[S.frame], i);
    }

    function paint() { path.paint(); code.paint(); drawState(); }
    function go(step) {
      if (!steps.length) { paint(); return; }
      current = Math.max(0, Math.min(steps.length - 1, step));
      path.show(groupOf[current]); code.show(rowOf[current]); drawState();
      [...document.querySelectorAll('#finding li')].forEach((item, i) =>
        item.classList.toggle('on', walk.story[i].step === current));
    }
    function search() {
      const word = $('search').value.toLowerCase(); hits = new Set(); hitList = [];
      if (word) {
        const has = walk.texts.map(t => t.toLowerCase().includes(word));
        steps.forEach((s, i) => {
          let hit = has[s[S.text]] || String(s[S.slot]) === word;
          const source = s[S.source] >= 0 ? walk.sources[s[S.source]] : null;
          if (source && (i === 0 || steps[i - 1][S.source] !== s[S.source])) hit = hit || has[source[0]];
          for (let k = S.changes; !hit && k < s.length; k += 2) hit = s[k + 1] >= 0 && has[s[k + 1]];
          if (hit) { hits.add(i); hitList.push(i); }
        });
      }
      $('found').textContent = word ? `${hitList.length} found` : ''; paint();
    }
    function next(direction) {
      if (!hitList.length) return;
      const after = direction > 0 ? hitList.find(i => i > current) : hitList.filter(i => i < current).pop();
      go(after === undefined ? hitList[direction > 0 ? 0 : hitList.length - 1] : after);
    }
    const nextGroup = d => { let g = groupOf[current] + d;
      while (groups[g] && groups[g].gap) g += d; if (groups[g]) go(groups[g].first); };
    const nextStory = d => { const at = walk.story.map(p => p.step).filter(s => s >= 0).sort((a, b) => a - b);
      const s = d > 0 ? at.find(x => x > current) : at.filter(x => x < current).pop(); if (s !== undefined) go(s); };
    const KEYS = [['j / ↓, k / ↑', 'next, previous instruction'], ['l / →, h / ←', 'next, previous line of C'],
      ['], [', 'next, previous part of the story'], ['g, G', 'the beginning, the failure'],
      ['PageDown, PageUp', '20 instructions'], ['/', 'search; Enter or n, N: next, previous'], ['Esc', 'clear search and data-flow'], ['?', 'this']];
    addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target === $('search');
      if (event.key === 'Escape') { flow = null; $('search').value = ''; $('search').blur(); $('keys').close(); return search(); }
      if (typing) { if (event.key === 'Enter') { next(event.shiftKey ? -1 : 1); event.preventDefault(); } return; }
      const acts = {j: () => go(current + 1), ArrowDown: () => go(current + 1), k: () => go(current - 1), ArrowUp: () => go(current - 1),
        l: () => nextGroup(1), ArrowRight: () => nextGroup(1), h: () => nextGroup(-1), ArrowLeft: () => nextGroup(-1),
        ']': () => nextStory(1), '[': () => nextStory(-1), g: () => go(0), Home: () => go(0), G: () => go(steps.length - 1),
        End: () => go(steps.length - 1), PageDown: () => go(current + 20), PageUp: () => go(current - 20),
        '/': () => $('search').focus(), n: () => next(1), N: () => next(-1), '?': () => $('keys').showModal()};
      if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
    });
    $('search').addEventListener('input', search);
    $('help').onclick = () => $('keys').showModal();
    const keys = el('table'); KEYS.forEach(k => { const row = el('tr'); row.append(el('td', '', k[0]), el('td', '', k[1])); keys.append(row); });
    $('keys').append(keys); $('keys').onclick = () => $('keys').close();
    walks.forEach((w, i) => { if (walks.length < 2) return; const b = el('button', '', w.title.slice(0, 40)); b.title = w.title;
      b.onclick = () => open(i); $('logs').append(b); });
    if (walks.length) open(0); else $('finding').append(el('h1', '', 'No refusal'));
    })();
    """#
}
