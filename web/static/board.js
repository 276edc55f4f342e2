// The board: one stop for Tab in each row, the arrows walk from cell to cell.
const board = document.querySelector(".board table");
const cells = (row) => [...row.querySelectorAll("a")];

function step(from, down, right) {
  const row = from.closest("tr");
  const lines = [...board.rows];
  const to = lines[lines.indexOf(row) + down];
  if (!to) return;
  const place = from.closest("th, td").cellIndex;
  const ahead = cells(to).filter((one) => (down ? one.closest("th, td").cellIndex >= place : true));
  const here = cells(to).indexOf(from);
  (down ? ahead[0] ?? cells(to).at(-1) : cells(to)[here + right])?.focus();
}

if (board) {
  for (const row of board.rows) for (const one of cells(row).slice(1)) one.tabIndex = -1;
  board.addEventListener("keydown", (e) => {
    const way = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[e.key];
    if (!way || e.altKey || e.ctrlKey || e.metaKey || !e.target.matches("a")) return;
    e.preventDefault();
    step(e.target, ...way);
  });
}
