import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './security.module.css';

interface Drawn {
  text: string;
  size: number;
  path: string;
}

/** For a camera; always dark on white, which every camera reads. What draws it is fetched when it is needed. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  useEffect(() => {
    let wanted = true;
    draw(text).then(
      (next) => wanted && setDrawn(next),
      // the secret can be typed as well
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [text]);
  if (drawn?.text !== text) return <Skeleton height={200} width={200} radius={12} />;
  return (
    <svg
      className={classes.qr}
      viewBox={`-4 -4 ${drawn.size + 8} ${drawn.size + 8}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={drawn.path} />
    </svg>
  );
}

async function draw(text: string): Promise<Drawn> {
  const { create } = await import('qrcode');
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const squares = Array.from(data, (dark, at) =>
    dark === 0 ? '' : `M${at % size} ${Math.floor(at / size)}h1v1h-1z`,
  );
  return { text, size, path: squares.join('') };
}
