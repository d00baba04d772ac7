/// Per-CPU memory followed without choosing a CPU.
public enum PerCPUMemoryExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1234", title: "per-CPU memory is read without saying of which CPU",
    why: """
      A pointer to per-CPU memory is an offset: each CPU has its own copy. A helper adds the CPU's base; followed as it is, \
      the pointer leads nowhere.
      """,
    fix: "get the CPU's copy first: bpf_this_cpu_ptr(p), or bpf_per_cpu_ptr(p, cpu), whose result may be NULL",
    causes: [
      "a `__ksym` variable that is per-CPU in the kernel is read directly",
      "a member that the kernel marks `__percpu` is followed",
      "the result of bpf_percpu_obj_new is used directly",
    ],
    repair: .init(
      before: "extern const struct rq runqueues __ksym;\n...\nn = runqueues.nr_running;",
      after:
        "extern const struct rq runqueues __ksym;\n...\nstruct rq *rq = bpf_this_cpu_ptr(&runqueues);\n\nn = rq->nr_running;"
    ),
    wordings: [
      .init(
        "5.19 and later", "%r is ptr_%w access percpu memory: off=%d",
        "{name} points to per-CPU memory (struct {1}) and is read directly", noun: "a pointer"),
      .init(
        "5.10 and later", "%r invalid mem access 'percpu_ptr_%s'",
        "{name} points to per-CPU memory and is read directly", noun: "a pointer"),
    ],
    seeAlso: ["A1233", "A1250"],
    examples: [
      .init(
        "5.19 and later", ["R1 is ptr_rq access percpu memory: off=4"],
        summary: "a pointer points to per-CPU memory (struct rq) and is read directly"),
      .init(
        "5.10 and later", ["R1 invalid mem access 'percpu_ptr_rq'"],
        summary: "a pointer points to per-CPU memory and is read directly"),
    ])
}
