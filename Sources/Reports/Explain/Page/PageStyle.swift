/// How the page looks, on light and on dark.
enum PageStyle {
  static let text = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1c1e21;--faint:#6b7280;--line:#d7dbe0;--soft:#f3f5f7;--mark:#fff3c4;\
    --cur:#dbeafe;--bad:#b42318;--good:#157347;--def:#7c3aed;--use:#b45309}
    @media (prefers-color-scheme:dark){:root{--bg:#15181c;--fg:#e4e7eb;--faint:#949ca8;--line:#343a42;--soft:#1e2329;\
    --mark:#4a3f12;--cur:#1e3a5f;--bad:#ff8a7a;--good:#6fd39b;--def:#c4a5ff;--use:#f5b760}}
    *{box-sizing:border-box}
    html,body{height:100%;margin:0}
    body{display:flex;flex-direction:column;background:var(--bg);color:var(--fg);\
    font:14px/1.45 system-ui,sans-serif}
    header{display:flex;gap:10px;align-items:center;padding:6px 12px;border-bottom:1px solid var(--line);\
    background:var(--soft)}
    header nav{display:flex;gap:4px;flex:1;overflow-x:auto}
    button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:4px;\
    padding:1px 8px;cursor:pointer;white-space:nowrap}
    button.on{background:var(--cur)}
    input{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:4px;\
    padding:2px 8px;width:16em}
    #summary,#found,.faint{color:var(--faint)}
    #finding{max-height:44vh;overflow:auto;padding:8px 16px;border-bottom:1px solid var(--line)}
    #finding h1{font-size:17px;margin:2px 0;color:var(--bad)}
    #finding ol{list-style:none;margin:8px 0;padding:0}
    #finding li{display:grid;grid-template-columns:12em 1fr;gap:2px 10px;padding:3px 6px;border-radius:4px;cursor:pointer}
    #finding li:hover,#finding li.on{background:var(--cur)}
    #finding li .label{grid-column:2}
    #finding li.last .label{color:var(--bad)}
    #finding p{margin:5px 0}
    #finding details{margin:5px 0}
    code,pre,.list,.regs{font:12.5px/20px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
    pre{margin:4px 0;white-space:pre-wrap}
    .add{color:var(--good)}.sub{color:var(--bad)}
    main{flex:1;display:grid;grid-template-columns:minmax(0,2.2fr) minmax(0,3fr) minmax(0,2.4fr);min-height:0}
    .pane{display:flex;flex-direction:column;min-height:0;border-right:1px solid var(--line)}
    .pane h2{font-size:12px;font-weight:600;color:var(--faint);margin:0;padding:4px 10px;\
    border-bottom:1px solid var(--line);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
    .list{flex:1;overflow:auto;position:relative;outline:none}
    .list:focus{box-shadow:inset 0 0 0 1px var(--line)}
    .row{position:absolute;left:0;right:0;height:20px;padding:0 8px 0 4px;white-space:pre;overflow:hidden;\
    text-overflow:ellipsis;cursor:default;border-left:4px solid transparent}
    .row .n{display:inline-block;width:5.5em;text-align:right;color:var(--faint);margin-right:10px}
    .row.c{color:var(--faint);background:var(--soft)}
    .row.cur{background:var(--cur)}
    .row.hit{background:var(--mark)}
    .row.cur.hit{background:linear-gradient(90deg,var(--cur),var(--mark))}
    .row.def{border-left-color:var(--def)}
    .row.use{border-left-color:var(--use)}
    .row.fail{color:var(--bad);font-weight:600}
    .row .tag{color:var(--def);margin-right:4px}
    .reg{cursor:pointer;border-radius:2px}
    .reg:hover,.reg.on{background:var(--mark)}
    #state{overflow:auto;padding:6px 10px}
    .regs{border-collapse:collapse;width:100%}
    .regs td{vertical-align:top;padding:0 6px 0 0;overflow-wrap:anywhere}
    .regs td:first-child{white-space:nowrap;width:1%;font-weight:600}
    .regs tr.new td{background:var(--mark)}
    .regs .old{color:var(--faint);text-decoration:line-through}
    .regs .gone{color:var(--bad)}
    dialog{border:1px solid var(--line);background:var(--bg);color:var(--fg)}
    @media (max-width:900px){main{grid-template-columns:1fr;overflow:auto}.list{min-height:40vh}}
    """
}
