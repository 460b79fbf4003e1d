using Microsoft.ML;
using MlNetMoodRec.Text;

namespace MlNetMoodRec;

/// <summary>
/// The entry point to everything of this library that hangs off an <see cref="MLContext"/>, reached by
/// <c>mlContext.MoodRec()</c>. Other assemblies add to it by extension properties (<c>Data</c>, <c>Trainers</c>).
/// </summary>
public sealed class MoodRecCatalog
{
    internal MoodRecCatalog(MLContext context) => Context = context;

    /// <summary>The context that this catalogue belongs to.</summary>
    public MLContext Context { get; }

    /// <summary>Estimators that read text: tokenisation and mood.</summary>
    public MoodTextCatalog Text => new(Context);
}
