namespace MlNetMoodRec.Tests.Web;

/// <summary>What is checked inside the browser, each a script that lists what is wrong.</summary>
internal static class PageChecks
{
    /// <summary>Visible texts whose contrast with what is behind them is below the 4.5 that WCAG 2 asks for at level AA.</summary>
    public const string FaintTexts = """
        () => {
          const parse = (color) => { const c = color.match(/[\d.]+/g).map(Number); return { rgb: c.slice(0, 3), alpha: c[3] ?? 1 }; };
          const light = ({ rgb }) => rgb.map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = (element) => {
            for (let e = element; e; e = e.parentElement) {
              const color = parse(getComputedStyle(e).backgroundColor);
              if (color.alpha > 0) return color;
            }
          };
          const faint = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest("noscript, svg")) continue;
            const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < 4.5) faint.push(`${walker.currentNode.data.trim()}: ${contrast.toFixed(2)}`);
          }
          return faint;
        }
        """;

    /// <summary>Visible controls without a name, smaller than the 24 pixels that WCAG 2.2 asks for, or cut off by the window's edge.</summary>
    public const string ControlsWithoutNameOrRoom = """
        () => [...document.querySelectorAll("button, input, select, textarea")].filter((e) => e.checkVisibility()).filter((e) => {
          const name = e.getAttribute("aria-label") || [...(e.labels ?? [])].map((l) => l.textContent).join("").trim() || e.textContent.trim();
          const room = (e.type === "checkbox" || e.type === "radio" ? e.labels[0] : e).getBoundingClientRect();
          return !name || Math.min(room.width, room.height) < 24 || room.left < 0 || room.right > innerWidth;
        }).map((e) => e.outerHTML)
        """;
}
