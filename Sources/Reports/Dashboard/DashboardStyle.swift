import Charts

/// How the pages look, on light and on dark, wide and narrow.
enum DashboardStyle {
  static let text =
    """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--faint:#59636e;--line:#d1d9e0;--soft:#f6f8fa;--link:#0550ae;\
    --bad:#b42318;--good:#116329;--doubt:#7d4e00;--bar:#0969da26}
    @media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--faint:#9198a1;--line:#3d444d;--soft:#151b23;\
    --link:#79b8ff;--bad:#ff8a7a;--good:#6fd39b;--doubt:#e3b341;--bar:#4493f840}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,"DejaVu Sans",sans-serif}
    main,header{max-width:1180px;margin:0 auto;padding:0 20px}
    header{padding-top:20px}main{padding-bottom:60px}
    h1{font-size:22px;line-height:1.3;margin:4px 0;overflow-wrap:anywhere}
    h2{font-size:17px;margin:34px 0 8px;border-bottom:1px solid var(--line);padding-bottom:4px}
    h3{font-size:14px;margin:0 0 4px;overflow-wrap:anywhere}
    p{margin:6px 0;max-width:80ch;overflow-wrap:anywhere}
    a{color:var(--link)}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--link);\
    outline-offset:2px}
    .faint,.none{color:var(--faint)}.bad{color:var(--bad)}.good{color:var(--good)}.doubt{color:var(--doubt)}
    .skip{position:absolute;left:-99em}.skip:focus{left:20px;top:4px;background:var(--bg);padding:2px 8px}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:16px 0;padding:0;\
    list-style:none}
    .tiles li{border:1px solid var(--line);border-radius:8px;padding:10px 14px;background:var(--soft)}
    .tiles b{display:block;font-size:22px;line-height:1.3;font-variant-numeric:tabular-nums}
    .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
    table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--faint);padding:6px 12px;font-size:13px}
    caption div{display:inline-block;position:sticky;left:12px;max-width:calc(100vw - 54px)}
    th,td{text-align:left;padding:5px 12px;border-top:1px solid var(--line);vertical-align:top}
    thead th{border-top:0;font-size:13px;color:var(--faint);font-weight:600;white-space:nowrap}
    tbody th{font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}
    td.w{min-width:16em;overflow-wrap:anywhere}td.k{white-space:nowrap}
    tbody th{min-width:10.5em;overflow-wrap:anywhere}
    .bar{min-width:110px}.spark{width:120px;height:24px}
    .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,430px),1fr));gap:16px}
    figure{margin:0;border:1px solid var(--line);border-radius:8px;padding:12px;min-width:0}
    figure .now{font-size:13px;color:var(--faint);margin:0 0 6px}
    details{margin-top:6px;font-size:13px}summary{cursor:pointer;color:var(--link)}
    details .scroll{margin-top:6px;max-height:420px;overflow:auto}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:10px 0}
    dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere;min-width:0}
    code,pre,.code td{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:8px 12px;overflow-x:auto;\
    white-space:pre;margin:6px 0}
    .code td{padding:1px 12px;border:0;white-space:pre}.code tr.file td{color:var(--faint);padding-top:8px}
    .code tr.covered{background:#2da44e1f}.code tr.partial{background:#d4a72c33}.code tr.missed{background:#cf222e26}
    .code tr.why p{color:var(--bad);white-space:normal;position:sticky;left:28px;margin:0 0 2px;max-width:min(80ch,78vw)}
    .story{padding-left:20px}.story li{margin:8px 0}
    .legend span{display:inline-block;width:10px;height:10px;margin:0 4px 0 12px}
    .legend .hook{background:#8c959f}.legend .body{background:#0969da}
    footer{max-width:1180px;margin:0 auto;padding:14px 20px 30px;color:var(--faint);font-size:13px;\
    border-top:1px solid var(--line)}
    @media (max-width:480px){main,header,footer{padding-left:14px;padding-right:14px}th,td{padding:5px 8px}\
    dl{grid-template-columns:1fr}dt{margin-top:4px}td.w{min-width:12em}}

    """ + TrendChart.style + "\n" + ShareBar.style
}
