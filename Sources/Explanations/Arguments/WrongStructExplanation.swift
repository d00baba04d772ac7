import Findings

/// A kernel object of another struct than the call wants.
public enum WrongStructExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1606", title: "a pointer to one struct is passed where a call wants another",
    why: """
      The verifier follows each typed pointer's struct from where it came, through every member read. The call works on \
      another struct, and a cast does not change what the verifier knows. A pointer to the first member counts as one to \
      the whole.
      """,
    fix: "pass a pointer to the struct that the call wants; reach it by reading members, not by a cast",
    causes: [
      "The wrong member was read: `task->mm` for `task`, `sock->sk` for `sock`.",
      "Two arguments of the hook were mixed up, or the program's prototype names the wrong types.",
      "A struct sock was cast to tcp_sock or the like: bpf_skc_to_tcp_sock and its kin do that with a check.",
    ],
    repair: .init(
      before: "struct tcp_sock *tcp = (struct tcp_sock *)sk;", after: "struct tcp_sock *tcp = bpf_skc_to_tcp_sock(sk);"),
    seeAlso: ["A1605"],
    examples: [
      .init(
        "5.10 and later", ["R2 is of type mm_struct but task_struct is expected"],
        path: ["5: (85) call bpf_task_storage_get#156"],
        summary: "bpf_task_storage_get wants struct task_struct and gets struct mm_struct"),
      .init(
        "5.13 to 7.1",
        [
          "kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT file"
        ],
        summary: "bpf_task_acquire wants struct task_struct and gets struct file"),
      .init(
        "7.2 and later",
        [
          "kernel function bpf_task_acquire R1 expected pointer to STRUCT task_struct but R1 has a pointer to STRUCT file"
        ],
        summary: "bpf_task_acquire wants struct task_struct and gets struct file"),
      .init(
        "5.13 to 6.1", ["kernel function bpf_task_acquire args#0 expected pointer to STRUCT task_struct"],
        summary: "bpf_task_acquire wants struct task_struct and gets something else"),
      .init(
        "5.5 and later", ["Helper has invalid btf_id in R2"], path: ["5: (85) call bpf_skb_output#111"],
        summary: "bpf_skb_output wants another struct and gets something else"),
      .init(
        "5.10 and later", ["Helper has invalid btf/btf_id in R1"], path: ["5: (85) call bpf_this_cpu_ptr#154"],
        summary: "bpf_this_cpu_ptr wants another struct and gets something else"),
    ])

  private static let helper = MessageFormat("%r is of type %w but %w is expected")
  private static let kernelFunctions = [
    MessageFormat("kernel function %w %w expected pointer to %w %w but %w has a pointer to %w %s"),
    MessageFormat("kernel function %w args#%w expected pointer to %w %w"),
  ]
  private static let nameless = [
    MessageFormat("Helper has invalid btf_id in %r"), MessageFormat("Helper has invalid btf/btf_id in %r"),
  ]

  /// One struct for another.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let words = rejection.first(of: [helper]), let register = Int(words[0]) {
      return tell(
        rejection, register, rejection.refusedCall?.callee ?? "the call", "struct \(words[2])", "struct \(words[1])")
    }
    if let words = rejection.first(of: [kernelFunctions[0]]) {
      return tell(
        rejection, Int(words[4].dropFirst()) ?? 0, String(words[0]), "\(kind(words[2])) \(words[3])",
        "\(kind(words[5])) \(words[6])")
    }
    if let words = rejection.first(of: [kernelFunctions[1]]), let number = Int(words[1]), number < 5 {
      return tell(rejection, number + 1, String(words[0]), "\(kind(words[2])) \(words[3])", "something else")
    }
    if let words = rejection.first(of: nameless), let register = Int(words[0]) {
      return tell(rejection, register, rejection.refusedCall?.callee ?? "the call", "another struct", "something else")
    }
    return nil
  }

  private static func kind(_ word: Substring) -> String { word == "UNKNOWN" ? "type" : word.lowercased() }

  private static func tell(
    _ rejection: Rejection, _ register: Int, _ callee: String, _ wanted: String, _ given: String
  ) -> Explained {
    let name = rejection.argumentText(register).map { "`\(RefusedArgument.withoutCasts($0))`, " } ?? ""
    var explained = explained("\(callee) wants \(wanted) and gets \(name.isEmpty ? "" : name)\(given)")
    explained.register = register
    explained.label = "argument \(register) has to be a pointer to \(wanted), not to \(given)"
    return explained
  }
}
