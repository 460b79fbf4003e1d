namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>One of the authors' ten splits of stage 2, with stage 3 as a second test.</summary>
internal sealed record SiTunesSplit(
    int Seed,
    IReadOnlyList<SiTunesEvent> Train,
    IReadOnlyList<SiTunesEvent> Validation,
    IReadOnlyList<SiTunesEvent> TestStage2,
    IReadOnlyList<SiTunesEvent> TestStage3);
