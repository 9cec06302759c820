/** The words of the demo course, as its teacher would write them. */
export const words = {
  title: 'Fractions you can see',
  summary:
    'Fractions as pieces of one bar: what they say, when two of them are the same, and how to add them.',
  modules: ['Equal pieces', 'Pieces put together'],
  says: (bars: string): string => `
<h2>One bar, equal pieces</h2>
<p>Take a bar of chocolate and break it into <strong>4 equal pieces</strong>. Eat one of them, and three are left:
that is three quarters of the bar, written 3/4.</p>
<p><img src="${bars}" alt="Four bars of one length, one below the other: a whole one, then cut into 2, 4 and 8 equal pieces, of which half are coloured."></p>
<ul>
<li>The number <strong>below</strong> the line says into how many equal pieces the whole was cut.</li>
<li>The number <strong>above</strong> the line says how many of them we speak of.</li>
</ul>
<blockquote><p>If the pieces are not equal, it is no fraction yet. Cut again.</p></blockquote>
<h3>Try it</h3>
<p>Fold a strip of paper in the middle, and once more. How many pieces do you see when you unfold it? Colour one of them
and write down its name.</p>`,
  film: {
    title: 'A bar is cut',
    html: '<p>Watch what the cuts do to the coloured part, and what they leave as it is.</p>',
  },
  finer: `
<h2>The same amount, cut finer</h2>
<p>Cut every piece of a bar in two. Now there are twice as many pieces, and each is half as large: nothing was added,
nothing was eaten. So 1/2, 2/4 and 4/8 are three names of one amount.</p>
<table>
<thead><tr><th scope="col">Pieces in the bar</th><th scope="col">Coloured</th><th scope="col">Name</th></tr></thead>
<tbody>
<tr><td>2</td><td>1</td><td>1/2</td></tr>
<tr><td>4</td><td>2</td><td>2/4</td></tr>
<tr><td>8</td><td>4</td><td>4/8</td></tr>
</tbody>
</table>
<p>Whatever you do to the number below the line, do to the one above it, and the amount stays as it was.</p>`,
  quiz: '<p>Eight questions about what you have seen so far. You may try three times; the best one counts.</p>',
  link: '<p>Move pieces around until two bars are equally full. Find three names for one half.</p>',
  adding: `
<h2>Adding pieces of one size</h2>
<p>Two quarters and one quarter are three quarters, just as two apples and one apple are three apples: the piece stays
the same, only how many there are changes.</p>
<p>One half and one quarter are pieces of <em>different</em> size. Cut the half finer first: it is 2/4. Then</p>
<pre><code>1/2 + 1/4 = 2/4 + 1/4 = 3/4</code></pre>
<p>So there are two steps: <strong>make the pieces one size</strong>, then count them.</p>`,
  assignment:
    '<p>Find a fraction at home: in a recipe, on a clock, in a drawer of socks. Draw it as a bar and write two names for it.</p>',
  /** by the pupil's number in the class */
  handedIn: [
    [3, 'Half of the eggs in our box are gone: 3/6, and that is 1/2. I drew six squares and coloured three.'],
    [5, 'The clock at ten past: 10/60 of the hour, which is the same as 1/6.'],
    [9, 'My sister ate 2/8 of the pizza. That is a quarter. She says it was less.'],
  ] as const,
};
