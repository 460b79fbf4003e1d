using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>Songs drawn from a catalogue.</summary>
/// <param name="Songs">Int64 [songs]: catalogue positions, each once, ascending.</param>
/// <param name="LogChances">Float [songs]: the log of each one's chance to be among them.</param>
internal sealed record SongSample(Tensor Songs, Tensor LogChances);
