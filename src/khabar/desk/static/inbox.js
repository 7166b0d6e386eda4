// The inbox: on a phone the filters are folded away until they are wanted; what arrives meanwhile is told once a minute.
const filters = document.getElementById("filters");
if (filters && matchMedia("(max-width: 45rem)").matches) filters.open = false;

const EVERY = 60_000; // ms

async function look() {
  const told = document.getElementById("arrived");
  if (!told || document.hidden) return;
  try {
    const answer = await fetch(`${document.documentElement.dataset.root}/arrived?after=${told.dataset.newest}`);
    const { reports } = answer.ok ? await answer.json() : { reports: 0 };
    if (!reports) return;
    told.querySelector("a").textContent = told.dataset.say.replace("{n}", reports);
    told.hidden = false;
  } catch {
    // the desk was stopped, or the network is away: the next look tells
  }
}
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
