import { createRequire } from 'node:module';
import pdfMake from 'pdfmake';

const file = (name: string): string =>
  createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);
// Roboto holds the Latin letters with all their marks, Cyrillic and Greek
const fonts = { Roboto: { normal: file('Regular'), bold: file('Medium') } };
pdfMake.setFonts(fonts);
// a document names what it is made of; nothing in a name can make it fetch or read anything else
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy((path) => Object.values(fonts.Roboto).includes(path));
// by name, for a document that goes to another thread is plain data
pdfMake.addTableLayouts({
  cutLines: {
    hLineWidth: () => 0.5,
    vLineWidth: () => 0.5,
    hLineColor: () => '#999',
    vLineColor: () => '#999',
    hLineStyle: () => ({ dash: { length: 3, space: 3 } }),
    vLineStyle: () => ({ dash: { length: 3, space: 3 } }),
  },
});

export { pdfMake };
