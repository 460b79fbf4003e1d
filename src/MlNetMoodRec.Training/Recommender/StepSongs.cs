using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>The songs that a step on a large catalogue is about, those of its batch and those drawn, numbered anew.</summary>
/// <param name="Rows">Int64 [songs + 1]: their indices in the catalogue, ascending; the first is the unknown song's.</param>
/// <param name="Batch">The batch with the new numbers, but for its sources.</param>
/// <param name="Sample">The drawn songs with the new numbers.</param>
internal sealed record StepSongs(Tensor Rows, TrainingBatch Batch, SongSample Sample)
{
    /// <param name="batch">A batch without unknown targets.</param>
    /// <param name="sample">Songs drawn from the catalogue.</param>
    public static StepSongs Of(TrainingBatch batch, SongSample sample)
    {
        Tensor[] indices = [zeros(1, dtype: ScalarType.Int64), batch.Songs.view(-1), batch.Targets.add(1), batch.Heard.Songs.add(1), sample.Songs.add(1)];
        (Tensor rows, Tensor? inverse, _) = cat(indices, 0).unique(sorted: true, return_inverse: true);
        Tensor[] places = inverse!.split([.. indices.Select(part => part.shape[0])]);
        return new StepSongs(
            rows,
            batch with
            {
                Songs = places[1].view(batch.Songs.shape),
                Targets = places[2].sub(1),
                Heard = batch.Heard with { Songs = places[3].sub(1) },
            },
            sample with { Songs = places[4].sub(1) });
    }
}
