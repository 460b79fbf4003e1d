using System.Text.Json.Nodes;
using Microsoft.ML;
using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary><c>situnes</c>: how a song changes the mood, and what the mood before it tells of the rating and of the next song.</summary>
internal sealed class SiTunesBenchmark(MLContext context, BenchmarkOptions options, ExperimentClock clock, CancellationToken cancellation)
{
    private const string Folder = "situnes";
    private const string ChangeMethod = "mood-change";
    private const string WorthMethod = "mood-worth";

    public BenchmarkResult Run()
    {
        RankingRuns.CheckNames([ChangeMethod, WorthMethod], options);
        SiTunesData data = SiTunesData.Load(Path.Combine(options.DataFolder, Folder));
        BenchmarkState state = BenchmarkState.Open(options.OutputFolder, "situnes", new JsonObject { ["data"] = data.Hash, ["methods"] = string.Join("; ", MoodChangeStudy.Methods) }, options.MayResume);
        bool change = IsWanted(ChangeMethod) || data.Splits.All(s => state.Has(MoodChangeStudy.Step(s.Seed)));
        bool worth = IsWanted(WorthMethod) || data.Splits.All(s => state.Has(MoodWorthStudy.Step(s.Seed)));
        foreach (SiTunesSplit split in data.Splits)
        {
            if (change)
            {
                clock.Plan(MoodChangeStudy.Step(split.Seed), 10);
            }

            if (worth)
            {
                clock.Plan(MoodWorthStudy.Step(split.Seed), 5);
            }
        }

        List<BenchmarkTable> tables = [];
        if (change)
        {
            var study = new MoodChangeStudy(context, data, state, clock, cancellation);
            tables.AddRange(study.Tables(study.Run()));
        }

        if (worth)
        {
            var study = new MoodWorthStudy(context, data, state, clock, cancellation);
            tables.AddRange(MoodWorthStudy.Tables(study.Run()));
        }

        return new BenchmarkResult
        {
            Name = "situnes",
            DataSet = Folder,
            DataHash = data.Hash,
            Protocol =
            [
                "The authors' ten splits of stage 2 (70 % train, 10 % valid, 20 % test of each person); setting 3 tests on all of stage 3.",
                "Inputs: person, sound of the song, and what training events tell of both; with the mood, also valence and arousal as reported before the song; the mood alone is these two and nothing else.",
                $"Mood change: of eight models of ML.NET ({MoodChangeModel.All[0].Name}, to {MoodChangeModel.All[^1].Name}) each split's own validation part chooses one, of the mood alone among the four without the person; it is then fitted on training and validation part.",
                "95 % intervals by a bootstrap of people.",
            ],
            Seeds = [.. data.Splits.Select(s => s.Seed)],
            Machine = RunFacts.Machine,
            Version = RunFacts.Version,
            Tables = tables,
        };
    }

    private bool IsWanted(string method) => options.Methods.Count == 0 || options.Methods.Contains(method);
}
