/// The style sheet of all pages.
///
/// Colours are variables, so that `.ci/check-formats` can compute the contrast of each pair in both schemes. Nothing has a fixed
/// width: columns wrap, and below 40 em a table becomes a list.
enum PageStyle {
    /// The SHA-256 digest of ``sheet``, in Base64. `.ci/check-formats` compares it, and prints the right one.
    static let digest = "6eJs5TMSshjbpuJdjw8iX3JtTeOzJDnpCF1zmtuPKsQ="

    static let sheet: StaticString = """

        :root {
        color-scheme: light dark;
        --page: #f5f6f8; --card: #ffffff; --code: #f0f2f5; --line: #d5dae1;
        --text: #1a2330; --muted: #525d6c; --link: #1a56a8;
        --error: #a8201a; --error-tint: #fdeceb; --warning: #7d4c00; --warning-tint: #fdf2dc;
        --info: #1a56a8; --info-tint: #e8f0fb; --ok: #17643a; --ok-tint: #e4f3e9;
        --unknown: #63389a; --unknown-tint: #f1eafa; --skipped: #525d6c; --skipped-tint: #eceff3;
        }
        @media (prefers-color-scheme: dark) {
        :root {
        --page: #10141a; --card: #181e27; --code: #10151c; --line: #323c4a;
        --text: #e4e9f0; --muted: #a3afbe; --link: #8fc0ff;
        --error: #ff9f98; --error-tint: #3b1b1a; --warning: #f2bf69; --warning-tint: #342710;
        --info: #8fc0ff; --info-tint: #16273d; --ok: #7dd6a1; --ok-tint: #132e1f;
        --unknown: #cfb2f6; --unknown-tint: #2b1f3c; --skipped: #a3afbe; --skipped-tint: #252d38;
        }
        }
        @media print {
        :root {
        color-scheme: light;
        --page: #ffffff; --card: #ffffff; --code: #f5f6f8; --line: #c3c9d2;
        --text: #000000; --muted: #444d59; --link: #1a3f78;
        --error: #a8201a; --error-tint: #ffffff; --warning: #7d4c00; --warning-tint: #ffffff;
        --info: #1a56a8; --info-tint: #ffffff; --ok: #17643a; --ok-tint: #ffffff;
        --unknown: #63389a; --unknown-tint: #ffffff; --skipped: #525d6c; --skipped-tint: #ffffff;
        }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
        margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; background: var(--page); color: var(--text);
        font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
        overflow-wrap: anywhere;
        }
        header { margin-bottom: 1rem; }
        h1, h2, h3, h4 { line-height: 1.3; margin: 0; font-weight: 650; }
        h1 { font-size: 1.7rem; letter-spacing: -0.01em; }
        h2 { font-size: 1.2rem; margin: 2.25rem 0 0.75rem; }
        h3 { font-size: 1.02rem; }
        h4 { font-size: 1rem; }
        p, ul, ol, dl, pre, table, figure { margin: 0.6rem 0; }
        ul, ol { padding-left: 1.4rem; }
        a { color: var(--link); text-underline-offset: 0.15em; }
        a:focus-visible { outline: 0.15rem solid var(--link); outline-offset: 0.15rem; border-radius: 0.1rem; }
        .kind { margin: 0; color: var(--muted); font-size: 0.9rem; }
        .unseen {
        position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
        }
        code, pre, .snippet { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        code { unicode-bidi: isolate; font-size: 0.9em; background: var(--code); border-radius: 0.25rem; padding: 0.05em 0.3em; }
        pre {
        background: var(--code); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.7rem 0.9rem;
        white-space: pre-wrap; font-size: 0.875rem; line-height: 1.5;
        }
        pre code { padding: 0; background: none; font-size: inherit; }
        .badge {
        display: inline-flex; align-items: center; gap: 0.35em; padding: 0.1rem 0.6rem 0.1rem 0.4rem; border-radius: 1rem;
        border: 1px solid currentColor; font-size: 0.8rem; font-weight: 650; line-height: 1.5; white-space: nowrap;
        }
        .sign { flex: none; width: 1em; height: 1em; fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round; }
        .badge.error { color: var(--error); background: var(--error-tint); }
        .badge.warning { color: var(--warning); background: var(--warning-tint); }
        .badge.info { color: var(--info); background: var(--info-tint); }
        .badge.ok { color: var(--ok); background: var(--ok-tint); }
        .badge.unknown { color: var(--unknown); background: var(--unknown-tint); }
        .badge.skipped { color: var(--skipped); background: var(--skipped-tint); }
        .verdict, .finding, .card {
        background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; padding: 1rem 1.15rem; margin: 0.75rem 0;
        }
        .verdict, .finding { border-left: 0.35rem solid var(--line); }
        .verdict.error, .finding.error { border-left-color: var(--error); }
        .verdict.warning, .finding.warning { border-left-color: var(--warning); }
        .verdict.info, .finding.info { border-left-color: var(--info); }
        .verdict.ok, .finding.ok { border-left-color: var(--ok); }
        .verdict.unknown, .finding.unknown { border-left-color: var(--unknown); }
        .verdict > * { margin: 0; }
        .verdict .state { margin-bottom: 0.5rem; }
        .verdict .badge { font-size: 0.95rem; padding: 0.2rem 0.8rem 0.2rem 0.6rem; }
        .verdict .summary { font-size: 1.12rem; font-weight: 600; line-height: 1.45; }
        .verdict .next { margin-top: 0.7rem; padding-top: 0.7rem; border-top: 1px solid var(--line); }
        .finding > :first-child { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.6rem; }
        .finding .code { color: var(--muted); font-size: 0.85rem; }
        .finding .message { margin: 0.4rem 0; }
        .finding .finding { background: none; }
        .origin { color: var(--muted); font-size: 0.875rem; margin: 0.3rem 0; }
        .finding > :last-child, .finding dd:last-child { margin-bottom: 0; }
        .consequences { margin: 1rem 0 0; color: var(--muted); font-size: 0.9rem; }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.35rem 0.9rem; }
        dt { color: var(--muted); font-weight: 600; font-size: 0.9rem; }
        dd { margin: 0; }
        .counts { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.75rem 0 0; padding: 0; list-style: none; }
        table { border-collapse: collapse; width: 100%; font-size: 0.9rem; background: var(--card); }
        caption { text-align: left; color: var(--muted); font-size: 0.875rem; padding-bottom: 0.4rem; }
        th, td { border: 1px solid var(--line); padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; font-weight: 400; }
        thead th { background: var(--code); font-weight: 650; overflow-wrap: break-word; }
        tbody th { font-weight: 600; min-width: 7.5rem; }
        td { min-width: 4.2rem; }
        .snippet {
        background: var(--code); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.6rem 0; margin: 0.4rem 0;
        font-size: 0.85rem; line-height: 1.6;
        }
        .row { display: grid; grid-template-columns: 3.6em minmax(0, 1fr); }
        .number { text-align: right; padding-right: 0.8em; color: var(--muted); -webkit-user-select: none; user-select: none; }
        .source { white-space: pre-wrap; padding-right: 0.8em; }
        mark { color: var(--text); background: var(--info-tint); border-bottom: 2px dotted var(--info); }
        mark.error { background: var(--error-tint); border-bottom: 2px solid var(--error); }
        mark.warning { background: var(--warning-tint); border-bottom: 2px solid var(--warning); }
        mark.primary.info { border-bottom: 2px solid var(--info); }
        mark.unknown { background: var(--unknown-tint); border-bottom: 2px solid var(--unknown); }
        .note { font-size: 0.95em; padding-right: 0.8em; color: var(--info); }
        .note.error { color: var(--error); }
        .note.warning { color: var(--warning); }
        .note.unknown { color: var(--unknown); }
        del, ins { text-decoration: none; display: block; white-space: pre-wrap; }
        del { background: var(--error-tint); color: var(--error); }
        ins { background: var(--ok-tint); color: var(--ok); }
        .route { display: grid; grid-template-columns: minmax(0, 22.5rem) minmax(0, 1fr); gap: 1rem 1.5rem; align-items: start; }
        .route svg { display: block; max-width: 100%; height: auto; }
        .route .card { margin: 0; }
        .route table { margin: 0; }
        .route tbody th { min-width: 0; }
        .drawing text { fill: var(--text); font-family: system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
        .drawing .role { font-size: 12px; fill: var(--muted); }
        .drawing .value { font-size: 13px; font-weight: 600; }
        .drawing .value.name { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
        .drawing .why { font-size: 12px; }
        .drawing .line { stroke: var(--line); stroke-width: 2; fill: none; }
        .drawing .broken { stroke-dasharray: 3 4; }
        .drawing circle { stroke-width: 2; }
        .drawing .mark { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
        .drawing .error circle { fill: var(--error-tint); stroke: var(--error); }
        .drawing .error .mark { stroke: var(--error); }
        .drawing .warning circle { fill: var(--warning-tint); stroke: var(--warning); }
        .drawing .warning .mark { stroke: var(--warning); }
        .drawing .ok circle { fill: var(--ok-tint); stroke: var(--ok); }
        .drawing .ok .mark { stroke: var(--ok); }
        .drawing .unknown circle { fill: var(--unknown-tint); stroke: var(--unknown); }
        .drawing .unknown .mark { stroke: var(--unknown); }
        .drawing .skipped circle { fill: var(--skipped-tint); stroke: var(--skipped); stroke-dasharray: 3 2; }
        .drawing .skipped .mark { stroke: var(--skipped); }
        .drawing .error .state { fill: var(--error); }
        .drawing .warning .state { fill: var(--warning); }
        .drawing .ok .state { fill: var(--ok); }
        .drawing .unknown .state { fill: var(--unknown); }
        .drawing .skipped .state { fill: var(--skipped); }
        .drawing .state { font-size: 12px; font-weight: 650; }
        details { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0 1rem; margin: 0.4rem 0; }
        summary { cursor: pointer; padding: 0.55rem 0; }
        summary h3 { display: inline; font-size: 0.95rem; margin-right: 0.6rem; }
        summary:focus-visible { outline: 0.15rem solid var(--link); outline-offset: 0.15rem; border-radius: 0.1rem; }
        details h4 { margin-top: 0.6rem; font-size: 0.9rem; color: var(--muted); }
        details p { margin: 0.2rem 0 0.6rem; }
        .server { margin-top: 3rem; padding-top: 0.5rem; border-top: 2px solid var(--line); }
        .server section > h3 { font-size: 1.1rem; margin: 1.75rem 0 0.6rem; }
        footer { margin-top: 2.5rem; padding-top: 0.75rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; }
        @media screen and (min-width: 60rem) {
        .short { white-space: nowrap; }
        }
        @media (max-width: 48rem) {
        .route { grid-template-columns: minmax(0, 1fr); }
        }
        @media screen and (max-width: 40rem) {
        body { padding: 1rem 0.9rem 2.5rem; }
        h1 { font-size: 1.4rem; }
        dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
        dd { margin-bottom: 0.5rem; }
        .verdict, .finding, .card { padding: 0.85rem 0.9rem; }
        .finding .finding { padding: 0.7rem 0 0.2rem 0.8rem; border-width: 0 0 0 0.25rem; border-radius: 0; }
        .row { grid-template-columns: 2.6em minmax(0, 1fr); }
        table, caption, tbody, tr, th, td { display: block; }
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        table { background: none; }
        tr { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.4rem 0.8rem; margin-bottom: 0.5rem; }
        th, td { border: 0; padding: 0.15rem 0; }
        th, td { min-width: 0; }
        td:empty { display: none; }
        th[data-label]::before, td[data-label]::before {
        content: attr(data-label) ": "; color: var(--muted); font-weight: 400;
        }
        }
        @media print {
        @page { margin: 1.6cm; }
        body { max-width: none; padding: 0; font-size: 10.5pt; }
        h1, h2, h3, h4, caption { break-after: avoid; }
        .verdict, .finding, .card, details, .snippet, .row, pre, tr, svg { break-inside: avoid; }
        .server { break-before: page; border-top: 0; margin-top: 0; }
        p, li { orphans: 3; widows: 3; }
        thead { display: table-header-group; }
        table { font-size: 8.5pt; }
        th, td { padding: 0.25rem 0.4rem; }
        td { min-width: 3.4rem; }
        a[href^="https"]::after { content: " (" attr(href) ")"; font-size: 0.85em; }
        }

        """
}
