import Analysis
import BPFObject
import Findings
import KernelFacts

/// Maps whose values are maps or programs, declared so that they cannot be made or filled.
public enum MapOfMapsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1908", title: "a map of maps or programs that cannot be made as declared",
    why: """
      A map of maps needs a template: the kernel compares every map put into it with the one it was created with. libbpf \
      makes the template from `__array(values, struct ...)`, or takes the one that the loader gives with \
      bpf_map__set_inner_map_fd(), and puts the maps or programs into the slots that `.values` names.
      """,
    fix:
      "declare the inner map's type, key, value and max_entries in __array(values, struct { ... }), as for a map of its own",
    causes: [
      "The inner map's declaration breaks a rule of its type, such as max_entries 0.",
      "__array(values, ...) stands in a map that is no map of maps and no program array.",
      "An inner map that is pinned, or itself a map of maps.",
      "`.values` names something that is no map, or a program that is not loaded.",
    ],
    repair: .init(
      before: """
        __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
        __uint(max_entries, 4);
        """,
      after: """
        __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
        __uint(max_entries, 4);
        __type(key, __u32);
        __array(values, struct {
            __uint(type, BPF_MAP_TYPE_ARRAY);
            __uint(max_entries, 1);
            __type(key, __u32);
            __type(value, __u64);
        });
        """),
    wordings: [
      .init(
        "libbpf", "map '%w': failed to create inner map", "the inner map of map {0} cannot be created"),
      .init(
        "libbpf", "map '%w': should be map-in-map or prog-array", "map {0} has values, but holds no maps or programs"),
      .init("libbpf", "map '%w': inner def can't be pinned", "the inner map of map {0} is to be pinned"),
      .init("libbpf", "map '%w': multi-level inner maps not supported", "the inner map of map {0} holds maps itself"),
      .init("libbpf", "map '%w': '%w' member should be last", "the values of map {0} are not its last member"),
      .init(
        "libbpf", "map '%w': values spec is not a zero-sized array",
        "the values of map {0} are not declared with __array()"),
      .init("libbpf", "map '%w': map-in-map inner def is of unexpected kind", "the inner map of map {0} is no struct"),
      .init(
        "libbpf", "map '%w': prog-array value def is of unexpected kind",
        "the values of program array {0} are no functions"),
      .init(
        "libbpf", "map '%w': failed to initialize slot [%d] to %w '%w'", "slot {1} of map {0} cannot be set to {2} {3}"),
      .init("libbpf", ".maps relo #%d: '%s' isn't a BTF-defined map", "{1} is put into a map of maps, and is no map"),
      .init(
        "libbpf", ".maps relo #%d: '%s' isn't a valid map reference", "{1} is put into a map of maps, and is no map"),
      .init(
        "libbpf", ".maps relo #%d: '%s' isn't a valid program reference",
        "{1} is put into a program array, and is no program"),
      .init(
        "libbpf", ".maps relo #%d: '%s' isn't an entry-point program",
        "{1} is put into a program array, and has no section of its own"),
      .init(
        "libbpf", ".maps relo #%d: hash-of-maps '%w' should have key size %d",
        "the keys of hash_of_maps {1} have to be of {2} bytes to be filled by its declaration"),
    ],
    seeAlso: ["A1903", "A1907"],
    examples: [
      .init(
        "libbpf", ["map 'outer': failed to create inner map: -22"],
        summary: "the inner map of map outer cannot be created"),
      .init(
        "libbpf", ["map 'outer': should be map-in-map or prog-array."],
        summary: "map outer has values, but holds no maps or programs"),
      .init(
        "libbpf", ["map 'outer.inner': inner def can't be pinned."],
        summary: "the inner map of map outer.inner is to be pinned"),
      .init(
        "libbpf", ["map 'outer': multi-level inner maps not supported."],
        summary: "the inner map of map outer holds maps itself"),
      .init(
        "libbpf", ["map 'outer': 'values' member should be last."],
        summary: "the values of map outer are not its last member"),
      .init(
        "libbpf", ["map 'outer': values spec is not a zero-sized array."],
        summary: "the values of map outer are not declared with __array()"),
      .init(
        "libbpf", ["map 'outer': map-in-map inner def is of unexpected kind int."],
        summary: "the inner map of map outer is no struct"),
      .init(
        "libbpf", ["map 'jumps': prog-array value def is of unexpected kind int."],
        summary: "the values of program array jumps are no functions"),
      .init(
        "libbpf", ["map 'jumps': failed to initialize slot [0] to prog 'step' fd=-9: -9"],
        summary: "slot 0 of map jumps cannot be set to prog step"),
      .init(
        "libbpf", [".maps relo #0: 'counter' isn't a BTF-defined map"],
        summary: "counter is put into a map of maps, and is no map"),
      .init(
        "libbpf", [".maps relo #0: 'counter' isn't a valid map reference"],
        summary: "counter is put into a map of maps, and is no map"),
      .init(
        "libbpf", [".maps relo #1: 'counter' isn't a valid program reference"],
        summary: "counter is put into a program array, and is no program"),
      .init(
        "libbpf", [".maps relo #0: '' isn't a valid program reference"],
        summary: "a static function is put into a program array, and is no program"),
      .init(
        "libbpf", [".maps relo #1: 'helper' isn't an entry-point program"],
        summary: "helper is put into a program array, and has no section of its own"),
      .init(
        "libbpf", [".maps relo #1: hash-of-maps 'outer' should have key size 4."],
        summary: "the keys of hash_of_maps outer have to be of 4 bytes to be filled by its declaration"),
    ])

  private static let inner = MessageFormat("map '%w': failed to create inner map")
  private static let map = MessageFormat("map '%w'")
  private static let value = MessageFormat(".maps relo #%d: '%s' isn't")

  /// Whether it is the inner map that is refused, or missing.
  static func isAboutTemplate(_ map: String, _ rejection: Rejection) -> Bool {
    rejection.first(inner) != nil || lacksTemplate(map, rejection)
  }

  /// Whether a map of maps is declared without its inner map.
  static func lacksTemplate(_ map: String, _ rejection: Rejection) -> Bool {
    guard let map = rejection.object?.map(named: map) else { return false }
    return map.inner == nil && (map.type == .arrayOfMaps || map.type == .hashOfMaps)
  }

  /// The line of the inner map's declaration that is at fault: in the struct that `__array(values, struct NAME)` names.
  private static func templateLine(of map: String, _ fault: MapFault, _ rejection: Rejection) -> LabelledSpan? {
    let place = rejection.memberLine("values", of: map, "")
    guard let text = place?.text, let file = place?.span.file, let outline = rejection.sources[file],
      let word = text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }).last,
      let declaration = outline.type(named: String(word))
    else { return nil }
    let field = fault.field.rawValue
    for line in declaration.lines {
      guard let text = outline.text(ofLine: line), SourceNames.mentions(field, in: text) else { continue }
      return outline.span(ofLine: line, fault.words)
    }
    return outline.span(ofLine: declaration.nameLine, fault.words)
  }

  /// A map of maps or of programs.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let name = RefusedMap(rejection)?.name, lacksTemplate(name, rejection) {
      var explained = explained("map \(name) holds maps, and its declaration does not say what they look like")
      explained.primary = rejection.mapLine(name, "an inner map is not declared")
      explained.fixPlace = rejection.memberLine("type", of: name, "maps of this type hold maps")
      return explained
    }
    if let (_, words) = rejection.first(inner),
      let template = rejection.object?.map(named: String(words[0]))?.inner,
      let fault = MapSettings(
        type: template.type, keySize: template.keySize, valueSize: template.valueSize, maxEntries: template.maxEntries,
        flags: template.flags
      ).fault()
    {
      let name = String(words[0])
      var explained = explained("the inner map of map \(name) cannot be created: \(fault.words)")
      explained.primary =
        templateLine(of: name, fault, rejection) ?? rejection.mapLine(name, fields: ["__array", "values"], fault.words)
      return explained
    }
    guard var explained = worded(rejection) else { return nil }
    if let (_, words) = rejection.first(map) {
      // libbpf calls the template `outer.inner`.
      let name = words[0].hasSuffix(".inner") ? String(words[0].dropLast(6)) : String(words[0])
      explained.primary = rejection.mapLine(name, fields: ["__array", "values"], "declared so here")
    } else if let (_, words) = rejection.first(value), !words[1].isEmpty {
      explained.primary = rejection.codeLine(with: String(words[1]), "put in here") { $0.contains("&") }
    }
    // A static function has no symbol of its own where its section is referred to.
    if explained.summary.hasPrefix(" is put") {
      explained.summary = "a static function" + explained.summary
      explained.advice = "put in programs: global functions with a SEC() of their own"
    }
    return explained
  }
}
