public import BPF

/// What a helper takes and gives, as far as a program's path is followed.
public struct HelperPrototype: Hashable, Sendable {
  /// An argument. Sizes belong to the memory before them.
  public enum Argument: Character, Hashable, Sendable {
    /// Any number or pointer.
    case anything = "a"
    /// Not followed: it has to be set.
    case unfollowed = "?"
    /// The program's context.
    case context = "c"
    /// A map.
    case map = "m"
    /// A key, a value, a place for a value of the map.
    case key = "k"
    case value = "v"
    case valuePlace = "V"
    /// Memory that is read, or that is written; and both with NULL allowed.
    case read = "p"
    case written = "w"
    case readOrNull = "o"
    case writtenOrNull = "W"
    /// A size of 1 at least, and one that may be 0.
    case size = "s"
    case sizeOrZero = "z"
    /// How much is reserved, a constant.
    case reserved = "n"
    /// A record that is given back.
    case record = "r"
    /// A socket that is given back.
    case socket = "x"
    /// A lock in a map's value.
    case lock = "l"
    /// A function that the helper calls.
    case function = "f"
  }

  /// What a call gives.
  public enum Result: Character, Hashable, Sendable {
    /// Any number.
    case number = "n"
    /// A number up to the size that was passed, or an error.
    case length = "u"
    /// A map's value or NULL.
    case valueOrNull = "v"
    /// A map's value.
    case value = "V"
    /// A record or NULL, to be given back.
    case recordOrNull = "r"
    /// A socket or NULL, to be given back.
    case socketOrNull = "s"
    /// Not followed.
    case unfollowed = "?"
  }

  /// The helper.
  public var helper: HelperID
  /// What it takes.
  public var arguments: [Argument]
  /// What it gives.
  public var result: Result
  /// Pointers into the packet are gone after the call.
  public var movesPacket: Bool

  /// What is known of a helper; nil for one that is not in the table.
  public static func of(_ helper: HelperID) -> HelperPrototype? { all[helper] }

  /// By helper.
  static let all: [HelperID: HelperPrototype] = Dictionary(
    FactTable.rows(table, columns: 4) { fields in
      guard let number = UInt32(fields[0]), let result = fields[2].first.flatMap(Result.init(rawValue:)) else {
        return nil
      }
      let text = fields[1] == "-" ? "" : fields[1]
      let arguments = text.compactMap(Argument.init(rawValue:))
      guard arguments.count == text.count else { return nil }
      let helper = HelperID(rawValue: number)
      return (
        helper,
        HelperPrototype(helper: helper, arguments: arguments, result: result, movesPacket: fields[3] == "moves")
      )
    }, uniquingKeysWith: { first, _ in first })

  /// number, arguments, result, whether the packet moves. Source: the helpers' `struct bpf_func_proto` in kernel/bpf,
  /// kernel/trace/bpf_trace.c and net/core/filter.c of 6.18. Helpers that differ by program type are left out.
  static let table: StaticString = """
    1	mk	v	-
    2	mkva	n	-
    3	mk	n	-
    4	wza	n	-
    5	-	n	-
    6	ps	n	-
    7	-	n	-
    9	capsa	n	moves
    10	caaaa	n	moves
    11	caaaa	n	moves
    12	cma	n	-
    13	caa	n	moves
    14	-	n	-
    15	-	n	-
    16	ws	n	-
    17	c	n	-
    18	caa	n	moves
    19	c	n	moves
    20	cwsa	n	-
    21	cpsa	n	-
    23	aa	n	-
    24	c	n	-
    25	cmapz	n	-
    26	caws	n	-
    27	cma	n	-
    28	ozoza	n	-
    29	cws	n	-
    30	cps	n	-
    31	caa	n	moves
    32	ca	n	-
    33	cma	n	-
    34	c	n	-
    35	-	n	-
    36	aps	n	-
    37	ma	n	-
    38	caa	n	moves
    39	ca	n	moves
    40	ca	n	-
    41	c	?	-
    42	-	n	-
    43	caa	n	moves
    44	ca	n	moves
    45	wza	u	-
    47	c	n	-
    48	ca	n	-
    50	caaa	n	moves
    51	maa	n	-
    54	ca	n	moves
    55	mawsa	n	-
    56	cws	n	-
    58	ca	n	-
    65	ca	n	moves
    67	cwza	u	-
    68	cawsa	n	-
    79	c	n	-
    80	-	n	-
    81	ma	V	-
    83	ca	n	-
    84	cpsaa	s	-
    85	cpsaa	s	-
    86	x	n	-
    87	mva	n	-
    88	mV	n	-
    89	mV	n	-
    93	l	?	-
    94	l	?	-
    97	c	n	-
    99	cpsaa	s	-
    107	m??a	v	-
    108	m?	n	-
    109	a	n	-
    111	?mapz	n	-
    112	wza	n	-
    113	wza	n	-
    114	wza	u	-
    115	wza	u	-
    117	a	n	-
    118	-	n	-
    120	aaws	n	-
    121	?mapz	n	-
    123	a	n	-
    124	c?a	n	-
    125	-	n	-
    130	mpza	n	-
    131	mna	r	-
    132	ra	?	-
    133	ra	?	-
    134	ma	n	-
    135	ca	n	-
    141	?wza	u	-
    148	wza	n	-
    155	aa	n	-
    156	m??a	v	-
    157	m?	n	-
    160	-	n	-
    164	mfaa	n	-
    173	c	n	-
    174	c	n	-
    181	afaa	n	-
    182	ps?	n	-
    188	c	n	-
    189	caws	n	-
    190	caps	n	-
    195	mka	v	-
    208	-	n	-
    210	m??a	v	-
    """
}
