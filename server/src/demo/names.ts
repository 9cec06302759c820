/** Given and family names by where they are at home; a pupil gets both from one line, as most people do. */
const origins: [given: string, family: string][] = [
  ['Amara Chidi Ngozi Emeka Adaeze Obinna Ifeoma Kelechi', 'Okafor Eze Nwosu Obi Okeke Adeyemi Balogun'],
  ['Bao Linh Minh Thu Quang Mai Tuan Hanh', 'Nguyen Tran Pham Le Hoang Vo'],
  ['Chloé Lucas Manon Hugo Inès Théo Léa Raphaël', 'Martin Bernard Dubois Lefèvre Moreau Girard'],
  ['Dmitri Anya Ivan Katya Mikhail Olga Sergei Vera', 'Volkov Ivanova Petrov Sokolova Morozov Orlov'],
  [
    'Eilidh Callum Isla Ruaridh Mhairi Fergus Catriona Struan',
    'MacLeod Campbell Fraser Stewart Sinclair Murray',
  ],
  ['Farah Omar Layla Yusuf Noor Karim Salma Tariq', 'Haddad Mansour Khalil Nasser Aziz Saleh'],
  [
    'Gabriel Beatriz Mateus Camila Thiago Larissa Rafael Júlia',
    'Santos Oliveira Costa Pereira Almeida Ribeiro',
  ],
  ['Hana Kenji Yuki Sora Aoi Haruto Sakura Ren', 'Kobayashi Tanaka Suzuki Watanabe Yamamoto Mori'],
  ['Ivy Noah Poppy Alfie Ruby Oscar Elsie Archie', 'Thompson Wright Hughes Clarke Bennett Foster'],
  ['Jakub Zofia Szymon Maja Antoni Hanna Filip Oliwia', 'Nowak Kowalski Wójcik Zieliński Mazur Krawczyk'],
  ['Kavya Arjun Priya Rohan Ananya Vikram Meera Dev', 'Iyer Sharma Patel Menon Nair Reddy'],
  ['Lerato Thabo Naledi Sipho Zanele Kagiso Palesa Themba', 'Dlamini Nkosi Mokoena Khumalo Molefe Zulu'],
  ['María José Lucía Diego Valentina Andrés Sofía Joaquín', 'García Hernández Torres Flores Ramírez Vargas'],
  ['Min-jun Seo-yeon Ji-ho Ha-eun Do-yun Su-bin Ye-jun Da-eun', 'Kim Lee Park Choi Jung Kang'],
  ['Astrid Nils Freja Lars Ingrid Emil Sigrid Oskar', 'Lindqvist Berg Johansen Nygaard Holm Dahl'],
  ['Wei Mei Jun Xin Hao Ling Chen Yan', 'Zhang Wang Li Liu Huang Zhao'],
];

export interface Name {
  givenName: string;
  familyName: string;
}

/** `count` names no two of which are the same. @param random see random.ts */
export function drawNames(count: number, random: () => number): Name[] {
  const all = origins.flatMap(([given, family]) =>
    given
      .split(' ')
      .flatMap((givenName) => family.split(' ').map((familyName) => ({ givenName, familyName }))),
  );
  const drawn: Name[] = [];
  while (drawn.length < count && all.length > 0)
    drawn.push(...all.splice(Math.floor(random() * all.length), 1));
  return drawn;
}
