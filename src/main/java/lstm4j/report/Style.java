package lstm4j.report;

/** How a report looks: one column of cards, light or dark as the reader has it, on paper without what cannot be clicked there. */
final class Style {
    private Style() {
    }

    static final String CSS = """
            :root{--paper:#f6f7f9;--card:#fff;--ink:#1c2430;--soft:#556070;--line:#dde1e8;--link:#1a56c4;--tint:#eef2fb;
            --c0:#1f5fd6;--c1:#c2410c;--c2:#0f766e;--c3:#7c3aed;--c4:#946200;--c5:#be185d;--c6:#4d7c0f;--c7:#475569;--c8:#0369a1;--c9:#9f1239}
            @media (prefers-color-scheme:dark){:root{--paper:#12151b;--card:#1a1f28;--ink:#e7eaf0;--soft:#a7b0c0;--line:#333b49;--link:#8db4ff;
            --tint:#212a3a;--c0:#7aa7ff;--c1:#ff9b6a;--c2:#4fd1c0;--c3:#b79cff;--c4:#e6b84c;--c5:#ff8dc0;--c6:#a5d15c;--c7:#a8b3c7;--c8:#67c5f5;
            --c9:#ff8f9f}}
            *{box-sizing:border-box}
            html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
            body{margin:0 auto;padding:1.25rem clamp(.75rem,3vw,2.5rem);max-width:88rem;background:var(--paper);color:var(--ink);
            font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
            h1{margin:.5rem 0 .25rem;font-size:clamp(1.5rem,4vw,2.25rem);line-height:1.2;letter-spacing:-.02em}
            h2{margin:0 0 .75rem;font-size:1.3rem;letter-spacing:-.01em}
            h3{margin:1.5rem 0 .5rem;font-size:1.05rem}
            p{max-width:46rem;margin:.5rem 0}
            a{color:var(--link)}
            a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
            .lead{color:var(--soft);font-size:1.1rem}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr));gap:.75rem;margin:1.25rem 0}
            .tiles div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:.8rem 1rem;border:1px solid var(--line);
            border-radius:.75rem;background:var(--card)}
            .tiles dt{color:var(--soft);font-size:.85rem}
            .tiles dd{margin:0;font-size:1.5rem;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
            .tiles .long{font:.95rem/2.3 ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace}
            nav ul{display:flex;flex-wrap:wrap;gap:.35rem;margin:1rem 0;padding:0;list-style:none}
            nav a{display:block;padding:.25rem .75rem;border-radius:1rem;background:var(--tint);text-decoration:none;font-size:.9rem}
            nav a:hover{text-decoration:underline}
            section{margin:1.25rem 0;padding:clamp(1rem,2.5vw,1.75rem);border:1px solid var(--line);border-radius:1rem;background:var(--card)}
            .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1.25rem 1.5rem;align-items:start}
            .small{grid-template-columns:repeat(auto-fill,minmax(min(100%,12.5rem),1fr));gap:1rem}
            .samples{grid-template-columns:repeat(auto-fill,minmax(min(100%,7.4rem),1fr))}
            .bars svg{max-width:24rem}
            figure{margin:0;min-width:0}
            figcaption{margin-bottom:.3rem;font-weight:600;font-size:.95rem}
            figcaption span,.samples figcaption{color:var(--soft);font-weight:400;font-size:.85rem}
            figcaption span{margin-left:.5em}
            svg{display:block;width:100%;height:auto;overflow:hidden}
            .chart svg{max-width:34rem}
            .scroll{overflow-x:auto;max-width:100%;border-radius:.4rem}
            .chart .scroll svg{min-width:40rem;max-width:none}
            svg text{fill:var(--soft);font:11px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
            .end{text-anchor:end}.middle{text-anchor:middle}
            .rule{stroke:var(--line);fill:none}
            .line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
            .dash.line{stroke-dasharray:5 4}
            .mark{fill:var(--card);stroke:currentColor;stroke-width:2.5}
            .fill{fill:var(--c0)}
            .s0{color:var(--c0)}.s1{color:var(--c1)}.s2{color:var(--c2)}.s3{color:var(--c3)}.s4{color:var(--c4)}
            .s5{color:var(--c5)}.s6{color:var(--c6)}.s7{color:var(--c7)}.s8{color:var(--c8)}.s9{color:var(--c9)}
            .key{display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin:.4rem 0;padding:0;list-style:none;font-size:.85rem}
            .key li::before{content:"";display:inline-block;width:1.4em;margin-right:.4em;border-top:3px solid;vertical-align:.25em}
            .key .dash::before{border-top-style:dashed}
            .picture{display:block;width:100%;height:7rem;border:1px solid var(--line);border-radius:.25rem;image-rendering:pixelated}
            .sample{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:.4rem;image-rendering:pixelated}
            .samples figure{max-width:12rem}
            .words{display:flex;flex-wrap:wrap;gap:.3rem;margin:.4rem 0 .8rem;padding:0;list-style:none;font-size:.85rem}
            .words li{padding:.1rem .4rem;border:1px solid var(--line);border-radius:.3rem}
            .axis{display:flex;justify-content:space-between;align-items:center;gap:.6rem;margin:.15rem 0;color:var(--soft);font-size:.78rem}
            .scale{flex:1;height:.45rem;border:1px solid var(--line);border-radius:.2rem}
            .one{background:linear-gradient(90deg,transparent,#6d4fd0)}
            .two{background:linear-gradient(90deg,#2a6fdb,transparent,#d1382c)}
            .heat{margin-bottom:.9rem}
            table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
            caption{padding:.3rem 0;color:var(--soft);text-align:left}
            th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
            th:first-child,.prose td,.prose th{text-align:left}
            .prose td{white-space:normal;overflow-wrap:anywhere;min-width:9rem}
            th{font-weight:600}
            .confusion td,.confusion th{text-align:center;padding:.3rem .45rem}
            .none{color:var(--soft)}
            pre{margin:.5rem 0;font:.8rem/1.3 ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace}
            details{margin:.4rem 0}
            summary{color:var(--link);font-size:.88rem;cursor:pointer}
            .found{margin:.5rem 0;padding-left:1.2rem;max-width:46rem}
            .found li{margin:.45rem 0}
            footer{color:var(--soft);font-size:.85rem}
            @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb}body{max-width:none;padding:0;font-size:10pt}
            nav,details:not([open]){display:none}section{border:0;padding:0}figure,tr,.tiles{break-inside:avoid}h2,h3{break-after:avoid}
            *{-webkit-print-color-adjust:exact}}
            """;
}
