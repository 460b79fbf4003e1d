namespace MlNetMoodRec.Simulation.Randomness;

/// <summary>What a <see cref="RandomStream"/> is for: streams of different purposes are independent.</summary>
internal enum RandomPurpose
{
    Genre,
    Artist,
    Song,
    Follower,
    Activity,
    Listener,
    Session,
    Step,
    Text,
    Slate,
    Appeal,
}
