import Records

extension CoverageReport {
  /// How much of each program the cases ran.
  public var metrics: MetricSet {
    var set = MetricSet()
    for object in objects {
      for program in object.programs {
        let counts = [("branches", program.branches), ("blocks", program.blocks), ("lines", program.lines)]
        for (part, count) in counts {
          set.add(
            .coverage,
            [
              MetricLabel("object", ObjectLabel.of(object.path, object.variant)),
              MetricLabel("program", program.name), MetricLabel("part", part),
            ], count.share)
        }
      }
    }
    return set
  }
}
