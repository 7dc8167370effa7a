// Which situations fit best what somebody typed: loaded by search.js when the box gets the focus. It asks for nothing,
// keeps nothing, and never leaves one out: it only says in what order.

// How much a word counts: of the title or the words to search by, of what is recognised, anywhere else.
const OWN = 3;
const TITLE = 2.7;
const RECOGNISED = 1.5;
const SHOWN = 0.4;
// What is left of it for a word that was typed with an error, that is part of another, or that tells little.
const SLIP = 0.65;
const PART = 0.55;
const LITTLE = 0.3;
// Words that stand together are all there.
const TOGETHER = 1.5;
// What is this much worse than the best does not match, and neither does what comes after so many.
const NEARLY = 0.4;
const MOST = 7;

// Words that are in any sentence, Dutch and English.
const COMMON = new Set(
  (
    "aan al als ben bij dan dat de deze die dit doe doen doet door een en er ga gaan gaat had heb hebben heeft heel het hij hoe " +
    "iemand iets ik in is je jij jou kan kun maar me met mij mijn mn na naar nog nu of om ons onze ook op over steeds te u van via " +
    "voor was wat we werd wie word worden wordt ze zich zij zijn zn zo " +
    "about am an and are as at be been being but by can did do does for from get got has have he her him his how if it its keep my " +
    "on or our she so some someone something that the their them then there they this to took us were what when who will with you your"
  ).split(" "),
);

// A word as it sounds, and of that the part that stays: “afgeperst” and “afpersen”, “bullied” and “bullying” are the same.
const sound = (word) =>
  word
    .replace(/^(وال|بال|ال)(?=..)/, "")
    .replace(/ch(?=t|$)/g, "g")
    .replace(/ij/g, "ei")
    .replace(/ou/g, "au")
    .replace(/c/g, "k")
    .replace(/z/g, "s")
    .replace(/v/g, "f")
    .replace(/(.)\1+/gu, "$1")
    .replace(/y/g, "i");

const stemmed = new Map();

function stem(word) {
  if (stemmed.has(word)) return stemmed.get(word);
  let short = sound(word).replace(/^(af|op|uit|dor|an|me|weg|rond|in|na|ofer|buiten|for)?ge(?=....)/, "$1");
  for (let times = 0; times < 3; times++) short = short.replace(/^(...+?)(p?jes?|ing|en|er|ed|[estd])$/, "$1");
  stemmed.set(word, short);
  return short;
}

const stems = (all) => [...new Set(all.map(stem))];

function telling(all) {
  const rare = all.filter((word) => word.length > 1 && !COMMON.has(word));
  return rare.length ? rare : all;
}

// Whether one word becomes the other by at most so many letters too many, too few, wrong or swapped.
function isSlip(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + !same);
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        now[at] = Math.min(now[at], before[at - 2] + 1);
      }
    }
    if (Math.min(...now) > most) return false;
    [before, last] = [last, now];
  }
  return last[other.length] <= most;
}

// How well a typed word fits one that we have: the same, its beginning, a part of it.
function fits(typed, known) {
  if (typed === known) return 1;
  if (typed.length > 2 && known.startsWith(typed)) return 0.8;
  const [part, whole] = typed.length < known.length ? [typed, known] : [known, typed];
  return part.length > 3 && whole.includes(part) ? PART : 0;
}

// Gives a function from what is typed to how well each situation fits; 0 is not at all.
function scoring(situations, split, faint) {
  // Of each word, how much it counts for which situation; and how it is written where it counts most.
  const index = new Map();
  const written = new Map();
  const together = [];
  situations.forEach(({ title, words, recognise, shown }, number) => {
    const add = (text, weight) => {
      const all = split(text);
      const found = [...new Set(telling(all))];
      for (const word of found) {
        const short = stem(word);
        const of = index.get(short) || new Map();
        index.set(short, of.set(number, Math.max(of.get(number) || 0, weight / (weight === OWN ? found.length : 1))));
        if (weight > RECOGNISED && word.length > 3) written.set(sound(word), short);
      }
      if (weight === OWN && all.length > 1) together.push([number, stems(all)]);
    };
    add(shown, SHOWN);
    add(recognise, RECOGNISED);
    add(title, TITLE);
    for (const text of words) add(text, OWN);
  });

  // The words that we have for one that was typed, with how well each fits. Slips count where no word is the same.
  function meant(typed) {
    const short = stem(typed);
    const found = new Map();
    for (const word of index.keys()) if (fits(short, word)) found.set(word, fits(short, word));
    if (typed.length > 4 && !index.has(short)) {
      for (const [word, of] of written) {
        if (isSlip(sound(typed), word, typed.length > 7 ? 2 : 1)) found.set(of, Math.max(found.get(of) || 0, SLIP));
      }
    }
    return found;
  }

  return (text) => {
    const all = split(text);
    const scores = situations.map(() => 0);
    const hit = new Set(stems(all));
    for (const typed of new Set(telling(all))) {
      const weights = new Map();
      for (const [word, quality] of meant(typed)) {
        if (quality >= SLIP) hit.add(word);
        for (const [number, weight] of index.get(word)) {
          weights.set(number, Math.max(weights.get(number) || 0, weight * quality));
        }
      }
      // A word of many situations tells less.
      const many = Math.max([...weights.values()].reduce((sum, one) => sum + one, 0) / OWN, 1);
      const tells = (faint.has(stem(typed)) ? LITTLE : 1) * Math.log(1 + situations.length / many);
      for (const [number, weight] of weights) scores[number] += weight * tells;
    }
    const more = scores.map(() => 0);
    for (const [number, words] of together) {
      if (words.every((word) => hit.has(word))) more[number] = Math.max(more[number], TOGETHER * words.length);
    }
    return scores.map((score, number) => score + more[number]);
  };
}

/* Of each situation its title, its words (a list), what is recognised and all that is shown; how a text is split into
   words; and words that tell little. Gives a function from what is typed to those that match, best first: their places in
   the list. */
export default function ranking(situations, split, faint) {
  const score = scoring(situations, split, new Set(stems(faint)));
  return (text) => {
    const all = score(text).map((fit, number) => ({ fit, number }));
    all.sort((one, other) => other.fit - one.fit);
    const found = all.filter(({ fit }) => fit && fit >= all[0].fit * NEARLY);
    return found.slice(0, MOST).map(({ number }) => number);
  };
}
