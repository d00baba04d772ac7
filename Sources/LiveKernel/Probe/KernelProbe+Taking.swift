import BPF
import BTF
import CLibbpf
public import Jobs
import KernelFacts

extension KernelProbe {
  /// Asks the running kernel. Nothing stays: programs and maps are closed at once.
  public static func take() -> KernelProbe {
    var probe = KernelProbe()
    let types = SystemFile.bytes(TypeTable.kernelPath, most: 64 << 20).flatMap { try? TypeTable(bytes: $0) }
    let loaders = ProgramTypeSurvey(held: .ofThisProcess(), types: types)
    let survey = loaders.group.items
    let loads = Dictionary(survey.map { ($0.name, $0.state) }) { first, _ in first }
    probe.programTypes = members(of: "bpf_prog_type", "BPF_PROG_TYPE_", types).map { member in
      var member = member
      let state = ProgramTypeFacts.all.first { $0.type.rawValue == member.number }.flatMap { loads[$0.name] }
      member.works = state == .partly ? nil : state.map { $0 == .yes }
      if member.works == true { member.testRuns = loaders.runsTests(ProgramType(rawValue: member.number)) }
      return member
    }
    probe.mapTypes = members(of: "bpf_map_type", "BPF_MAP_TYPE_", types).map { member in
      var member = member
      // libbpf knows what each type it knows takes; of others it says nothing.
      let answer = libbpf_probe_bpf_map_type(bpf_map_type(member.number), nil)
      member.works = answer < 0 ? nil : answer == 1
      return member
    }
    probe.attachTypes = members(of: "bpf_attach_type", "BPF_", types)
    probe.helpers = members(of: "bpf_func_id", "BPF_FUNC_", types)
    for type in probe.programTypes where type.works == true {
      // Types that take a BTF target are not tried: the target decides.
      let trial = HelperTrial(type: ProgramType(rawValue: type.number))
      guard trial.type.facts?.needsBTFTarget != true else { continue }
      let known = probe.helpers.filter { $0.number != 0 && trial.mayCall($0.number) }
      if !known.isEmpty { probe.helpersByType[type.name] = known.map(\.number) }
    }
    if let types { probe.kfuncs = types.taggedFunctions("bpf_kfunc").sorted() }
    return probe
  }

  /// The members of an enumeration of the kernel's. The last, which only counts them, and aliases of old names are left
  /// out.
  private static func members(of name: String, _ prefix: String, _ types: TypeTable?) -> [Member] {
    guard let enumeration = types?.type(named: name, kind: .enum) else { return [] }
    var members: [Member] = []
    for enumerator in enumeration.enumerators {
      let number = UInt32(truncatingIfNeeded: enumerator.bits)
      let name = enumerator.name
      guard !name.hasPrefix("__"), !members.contains(where: { $0.number == number }) else { continue }
      members.append(Member(number: number, name: String(name.trimmingPrefix(prefix)).lowercased()))
    }
    return members
  }
}
