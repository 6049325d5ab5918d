import { faultKinds } from './faults.ts';
import type { LabState } from './switchboard.ts';

/** The page on which a curious person flips the switches. */
export function switchPage(state: LabState): string {
  const options = (values: readonly string[]): string =>
    values.map((value) => `<option>${escape(value)}</option>`).join('');
  const rows = (entries: [string, string | undefined][]): string =>
    entries.map(([name, text]) => `<tr><th>${escape(name)}<td>${escape(text ?? '-')}`).join('');
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>The lab</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
th{text-align:left;padding-right:1.5rem;font-weight:600;vertical-align:top}td,code{font-family:ui-monospace,monospace;font-size:.9em}</style>
<h1>The lab</h1>
<h2>Spoil something</h2>
<form id="fault">
<label>What <select name="kind">${options(faultKinds)}</select></label>
<label>Where <select name="service"><option value="">everywhere</option>${options(state.services)}</select></label>
<label>How often <input name="times" type="number" min="1" placeholder="until lifted" size="6"></label>
<button>Spoil</button> <button type="button" id="reset">Lift everything</button>
</form>
<ul>${state.faults.map((fault) => `<li><code>${escape(JSON.stringify(fault))}</code>`).join('') || '<li>Nothing is spoilt.'}</ul>
<h2>Profiles</h2><table>${rows(Object.entries(state.profiles))}</table>
<h2>Addresses</h2><table>${rows(Object.entries(state.urls))}</table>
<h2>Workspaces</h2><table>${rows(state.workspaces.map((workspace) => [workspace.alias ?? '(no alias)', `${workspace.status} ${workspace.id} ${workspace.account} ${workspace.region}`]))}</table>
<p><a href="/requests">What the lab was asked</a></p>
<script>
const post = async (path, body) => {
  await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  location.reload();
};
document.getElementById('fault').onsubmit = (event) => {
  event.preventDefault();
  const { kind, service, times } = Object.fromEntries(new FormData(event.target));
  post('/faults', { kind, service: service || undefined, times: times ? Number(times) : undefined });
};
document.getElementById('reset').onclick = () => post('/reset', {});
</script>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
