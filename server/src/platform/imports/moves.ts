import { ImportModel } from './import.model';

/** How often other imports of the district began or ended being applied: two equal sums mean nothing was written between. */
export async function movesOf(districtId: string, except: string): Promise<number> {
  const [sum] = await ImportModel.aggregate<{ moves: number }>([
    { $match: { districtId, moves: { $gt: 0 }, _id: { $ne: except } } },
    { $group: { _id: null, moves: { $sum: '$moves' } } },
  ]);
  return sum?.moves ?? 0;
}
