using Microsoft.ML;
using MlNetMoodRec.Evaluation.Experiments;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>
/// Benchmarks on public data: what 'moodrec benchmark' does. Each leaves NAME.json and NAME.md in the output folder, and in
/// its folder <c>state</c> every finished method and seed, with which a stopped run goes on.
/// </summary>
public static class Benchmark
{
    /// <summary>Runs a benchmark and writes its result.</summary>
    /// <exception cref="MoodRecException">An option or the data cannot be used, or the folder holds what is not to be gone on with.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was finished is kept.</exception>
    public static BenchmarkResult Run(
        BenchmarkOptions options, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var context = new MLContext(seed: 1);
        var clock = new ExperimentClock(progress);
        BenchmarkResult result = options.Name switch
        {
            BenchmarkName.LastFm => new LastFmBenchmark(context, options, clock, cancellation).Run(),
            BenchmarkName.NowPlaying => new NowPlayingBenchmark(context, options, clock, cancellation).Run(),
            BenchmarkName.SiTunes => new SiTunesBenchmark(context, options, clock, cancellation).Run(),
            BenchmarkName.NewSongs => new NewSongsBenchmark(context, options, clock, cancellation).Run(),
            _ => new AmazonBenchmark(context, options, clock, cancellation).Run(),
        };
        result.Save(options.OutputFolder);
        return result;
    }
}
