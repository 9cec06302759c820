import { segmentSeconds } from '@quad/shared/learning';
import { source } from './folders';

/** What a film may be packed in. Playlists and the like are left out: they name other files, and ffmpeg would open them. */
const containers = 'mov,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg';
/** of the file somebody uploaded: no other file and no address is ever opened for it */
const careful = ['-protocol_whitelist', 'file', '-format_whitelist', containers];
const quiet = ['-hide_banner', '-nostdin', '-y', '-v', 'warning'];
const progress = ['-progress', 'pipe:1'];
/** the picture and the first sound; where and with what it was filmed stays out */
const streams = [
  ...['-map', '0:v:0', '-map', '0:a:0?', '-sn', '-dn'],
  ...['-map_metadata', '-1', '-map_chapters', '-1'],
];

/** Bits a second at most, by rung. */
const kilobits: Record<number, number> = { 240: 400, 360: 800, 480: 1_400, 720: 2_800, 1_080: 5_000 };

export interface Size {
  width: number;
  height: number;
}

/** All streams and the format as JSON. */
export function probeArguments(): string[] {
  return [...careful, '-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', source];
}

/** Reads the whole film without decoding it: what it says last is how long it is. */
export function lengthArguments(): string[] {
  return [...quiet, ...progress, ...careful, '-i', source, '-map', '0:v:0', '-c', 'copy', '-f', 'null', '-'];
}

/** One picture, a tenth into the film. */
export function posterArguments(duration: number, file: string): string[] {
  const at = (duration / 10).toFixed(3);
  const scale = "scale='min(1280,iw*sar)':-2,setsar=1";
  return [
    ...[...quiet, ...careful, '-ss', at, '-i', source],
    ...['-map', '0:v:0', '-frames:v', '1', '-vf', scale, '-q:v', '4', '-f', 'image2', `${file}.jpg`],
  ];
}

/**
 * One rendition: HLS in one file, cut every four seconds at a keyframe that is forced there, so that the renditions line up.
 * @param size even, and never more than the film has
 * @param file its name without ending
 */
export function rungArguments(rung: number, { width, height }: Size, file: string): string[] {
  const rate = kilobits[rung] ?? 5_000;
  return [
    ...[...quiet, ...progress, ...careful, '-i', source, ...streams],
    ...['-vf', `scale=${width}:${height},setsar=1`, '-pix_fmt', 'yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high'],
    ...['-maxrate', `${rate}k`, '-bufsize', `${2 * rate}k`],
    ...['-force_key_frames', `expr:gte(t,n_forced*${segmentSeconds})`, '-sc_threshold', '0'],
    ...['-c:a', 'aac', '-ac', '2', '-ar', '48000', '-b:a', rung < 480 ? '64k' : '128k'],
    ...['-f', 'hls', '-hls_time', String(segmentSeconds), '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file'],
    ...['-hls_segment_filename', `${file}.mp4`, `${file}.m3u8`],
  ];
}

/** The size of a rendition of that rung. */
export function sizeOf(rung: number, { width, height }: Size): Size {
  const factor = Math.min(1, rung / Math.min(width, height));
  const even = (side: number): number => Math.max(2, 2 * Math.round((side * factor) / 2));
  return { width: even(width), height: even(height) };
}

/** Which renditions are made of a film of this size: none is larger than it was, and the smallest there always is. */
export function rungsFor({ width, height }: Size, known: readonly number[]): number[] {
  const fitting = known.filter((rung) => rung <= Math.min(width, height));
  return fitting.length === 0 ? known.slice(0, 1) : fitting;
}
