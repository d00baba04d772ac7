import Findings
import Testing

@Suite struct EditTests {
  private func edit(_ text: String?, _ part: String, _ replacement: String, file: String = "a.c") -> String? {
    let place = LabelledSpan(SourceSpan(file: file, line: 3), label: "", text: text)
    return Edit(place, replacing: part, with: replacement)?.after
  }

  @Test func `A part that stands once is replaced, and the rest of the line kept`() {
    #expect(
      edit("\tx = bpf_probe_read(&a, 4, p);", "bpf_probe_read", "bpf_probe_read_kernel")
        == "\tx = bpf_probe_read_kernel(&a, 4, p);")
    #expect(edit("é == ETH_P_IP", "ETH_P_IP", "bpf_htons(ETH_P_IP)") == "é == bpf_htons(ETH_P_IP)")
  }

  @Test func `A part of another word, or one that stands twice, is left alone`() {
    #expect(edit("bpf_probe_read_str(a)", "bpf_probe_read", "x") == nil)
    #expect(edit("a == ETH_P_IPV6", "ETH_P_IP", "x") == nil)
    #expect(edit("f(a) + f(b)", "f", "g") == nil)
    #expect(edit("short", "longer than the line", "x") == nil)
  }

  @Test func `Without a text or a file there is nothing to edit`() {
    #expect(edit(nil, "a", "b") == nil)
    #expect(edit("a", "a", "b", file: "") == nil)
    #expect(edit("a", "", "b") == nil)
  }
}
