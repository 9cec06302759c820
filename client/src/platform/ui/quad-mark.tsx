/** The mark of Quad: four bars round an open court. */
export function QuadMark({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 30 30" aria-hidden="true">
      <rect x="1" y="1" width="18" height="8" rx="3" fill="#0f7b5f" />
      <rect x="21" y="1" width="8" height="18" rx="3" fill="#4557a5" />
      <rect x="11" y="21" width="18" height="8" rx="3" fill="#b45f06" />
      <rect x="1" y="11" width="8" height="18" rx="3" fill="#7d3f76" />
    </svg>
  );
}
