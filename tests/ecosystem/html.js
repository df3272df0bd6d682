// Opens the pages of a folder in Chromium, and says on a line each what holds: html.js FOLDER [SCREENSHOTS]
const path = require('path');
const { pathToFileURL } = require('url');
const { chromium } = require('playwright-core');

const [folder, screenshots] = process.argv.slice(2);
const url = (name) => pathToFileURL(path.join(folder, `${name}.html`)).href;
const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  narrow: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
};
// Without these, Chromium asks the network for much that nobody needs here.
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

function insist(holds, message) {
  if (!holds) throw new Error(message);
}

/// A page in which everything that it asks for and everything that goes wrong is noted.
async function open(browser, name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.asked = [];
  page.on('request', (request) => page.asked.push(request.url()));
  await page.goto(url(name));
  return page;
}

async function accessible(browser, name, look) {
  // axe is a script, which the page's own policy forbids.
  const page = await open(browser, name, { ...LOOKS[look], bypassCSP: true });
  if (screenshots) {
    await page.screenshot({ path: path.join(screenshots, `${name}-${look}.png`), fullPage: true });
    if (look === 'light') await page.pdf({ path: path.join(screenshots, `${name}.pdf`), format: 'A4' });
  }
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  // A page without script can be told to unfold all: what is folded must be accessible too.
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  const { violations, passes } = await page.evaluate(() => axe.run());
  const found = violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes[0].html}`);
  insist(found.length === 0, `${name}, ${look}: ${found.join('\n')}`);
  insist(passes.length > 20, `${name}, ${look}: axe looked at ${passes.length} rules only`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  insist(wide <= 0, `${name}, ${look}: the page is ${wide} pixels wider than the window`);
  await page.context().close();
}

/// Follows every link of the matrix without any script, and looks whether it lands on text that is in the window.
async function links(browser, name) {
  const page = await open(browser, name, LOOKS.light);
  const targets = await page.evaluate(() => {
    const links = [...document.querySelectorAll('.matrix td a')].map((link) => link.getAttribute('href'));
    const back = [...document.querySelectorAll('.policy a')].map((link) => link.getAttribute('href'));
    return { links, back };
  });
  insist(targets.links.length > 10 && targets.back.length > 5, `${name}: hardly any links`);
  let evidence = 0;
  for (const target of [...new Set([...targets.links, ...targets.back])]) {
    insist(target.startsWith('#'), `${name}: ${target} leads away`);
    await page.goto(`${url(name)}${target}`);
    const place = await page.evaluate((id) => {
      const found = document.querySelectorAll(`[id="${id}"]`);
      if (found.length !== 1) return { count: found.length };
      const box = found[0].getBoundingClientRect();
      return {
        count: 1,
        seen: box.top >= -1 && box.top < innerHeight,
        place: found[0].closest('article, .matrix, .findings')?.tagName,
        marked: found[0].closest('mark')?.textContent ?? '',
      };
    }, target.slice(1));
    insist(place.count === 1 && place.seen && place.place, `${name}: ${target} lands nowhere: ${JSON.stringify(place)}`);
    evidence += place.marked.trim() ? 1 : 0;
  }
  insist(evidence > 0, `${name}: no link lands on evidence`);
  await page.context().close();
  return `${targets.links.length} links of the matrix of ${name} land in the policy, ${evidence} of them on marked words`;
}

/// The page as a browser opens it: nothing of the policy runs, nothing is asked for.
async function harmless(browser, name) {
  const context = await browser.newContext(LOOKS.light);
  const page = await context.newPage();
  const ran = [];
  const asked = [];
  await page.exposeFunction('ran', (what) => { ran.push(what); });
  page.on('dialog', (dialog) => { ran.push('dialog'); dialog.dismiss(); });
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url(name));
  const links = await page.$$('a');
  for (const link of links.slice(0, 60)) {
    await link.hover({ timeout: 1000 }).catch(() => {});
    await link.click({ timeout: 1000 }).catch(() => {});
  }
  const foreign = await page.evaluate(() => ({
    elements: document.querySelectorAll('script, iframe, img, object, embed, form, math, base, link').length,
    handlers: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes])
      .filter((one) => one.name.startsWith('on') || /^\s*javascript:/i.test(one.value)).length,
    styles: document.querySelectorAll('style').length,
  }));
  insist(ran.length === 0, `${name}: ran ${ran}`);
  insist(asked.filter((one) => one.split('#')[0] !== url(name)).length === 0, `${name}: asked for ${asked}`);
  insist(foreign.elements === 0 && foreign.handlers === 0 && foreign.styles === 1, `${name}: ${JSON.stringify(foreign)}`);
  insist((await page.textContent('article')).includes("ran('heading')") === false, `${name}: shows what is no text`);
  await context.close();
}

async function keyboard(browser, name) {
  const page = await open(browser, name, { ...LOOKS.light, javaScriptEnabled: true });
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.textContent);
  insist(first === 'Skip to the results', `the first stop is ${first}`);
  await page.keyboard.press('Enter');
  for (let stop = 0; stop < 400; stop += 1) {
    await page.keyboard.press('Tab');
    const inMatrix = await page.evaluate(() => document.activeElement.closest('.matrix td') !== null);
    if (inMatrix) {
      await page.keyboard.press('Enter');
      const target = await page.evaluate(() => document.querySelector(':target')?.closest('article') !== null);
      insist(target, 'Enter on a link of the matrix leads nowhere');
      await page.context().close();
      return;
    }
  }
  throw new Error('the matrix is not reached with the keyboard');
}

async function quick(browser, name, milliseconds) {
  const page = await open(browser, name, LOOKS.light);
  const rows = await page.$$eval('.matrix tbody tr', (all) => all.length);
  insist(rows === 600, `${name}: ${rows} rows`);
  const took = await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd);
  insist(took > 0 && took < milliseconds, `${name}: opened in ${took} ms`);
  await page.context().close();
}

(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS });
  try {
    for (const name of ['kakao-pay', 'apple', 'hostile']) {
      for (const look of Object.keys(LOOKS)) await accessible(browser, name, look);
    }
    console.log('axe-core finds nothing in three reports, in light, dark and narrow');
    for (const name of ['kakao-pay', 'apple']) console.log(await links(browser, name));
    await keyboard(browser, 'kakao-pay');
    console.log('the keyboard leads from the matrix to the policy');
    await harmless(browser, 'hostile');
    console.log('nothing of a hostile policy and declaration runs, and nothing is asked for');
    await quick(browser, 'many', 2000);
    console.log('200 transfers in 3 policies open in less than 2 s');
  } finally {
    await browser.close();
  }
})().catch((error) => {
  console.log(error.message);
  process.exit(1);
});
