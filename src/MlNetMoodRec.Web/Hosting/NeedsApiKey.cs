namespace MlNetMoodRec.Web.Hosting;

/// <summary>Marks the endpoints that <see cref="ApiKeyCheck"/> guards.</summary>
internal sealed class NeedsApiKey
{
    public static readonly NeedsApiKey Instance = new();
}
