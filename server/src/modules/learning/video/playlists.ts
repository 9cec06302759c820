import type { RungTable } from './rung-table';
import type { MadeRung } from './video.model';

/** RFC 8216: which renditions there are, the smallest first, so that a player begins at once. */
export function masterPlaylist(rungs: readonly MadeRung[]): string {
  const each = [...rungs]
    .sort((a, b) => a.rung - b.rung)
    .flatMap(({ rung, width, height, bandwidth, codecs }) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${width}x${height},CODECS="${codecs}"`,
      `${rung}.m3u8`,
    ]);
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...each, ''].join('\n');
}

/** One rendition: the ranges of its one file. */
export function rungPlaylist(rung: number, { init, segments }: RungTable): string {
  const longest = Math.ceil(Math.max(...segments.map(({ seconds }) => seconds)));
  const file = `${rung}.mp4`;
  return [
    ...['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${longest}`, '#EXT-X-MEDIA-SEQUENCE:0'],
    ...['#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS'],
    `#EXT-X-MAP:URI="${file}",BYTERANGE="${init.length}@${init.offset}"`,
    ...segments.flatMap(({ seconds, length, offset }) => [
      ...[`#EXTINF:${seconds.toFixed(6)},`, `#EXT-X-BYTERANGE:${length}@${offset}`, file],
    ]),
    ...['#EXT-X-ENDLIST', ''],
  ].join('\n');
}
