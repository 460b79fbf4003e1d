using Microsoft.ML;

namespace MlNetMoodRec;

/// <summary>Adds this library's catalogue to <see cref="MLContext"/>.</summary>
public static class MLContextExtensions
{
    /// <summary>Estimators, readers and models of MlNetMoodRec.</summary>
    public static MoodRecCatalog MoodRec(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        OnnxSessions.Configure(context);
        return new MoodRecCatalog(context);
    }
}
